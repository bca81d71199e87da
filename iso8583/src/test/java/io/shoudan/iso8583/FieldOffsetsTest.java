package io.shoudan.iso8583;

import static io.shoudan.iso8583.terminal.TerminalDialect.CHIP_DATA;
import static io.shoudan.iso8583.terminal.TerminalDialect.DIALECT;
import static io.shoudan.iso8583.terminal.TerminalDialect.ENTRY_MODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.MAC;
import static io.shoudan.iso8583.terminal.TerminalDialect.MERCHANT_NAME;
import static io.shoudan.iso8583.terminal.TerminalDialect.PAN;
import static io.shoudan.iso8583.terminal.TerminalDialect.TERMINAL;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRACE_NUMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shoudan.iso8583.network.NetworkDialect;
import io.shoudan.iso8583.terminal.GoldenFrame;
import io.shoudan.iso8583.terminal.TerminalDialect;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Finding fields without reading them agrees with reading them.
class FieldOffsetsTest {

    /// A purchase that ends in the middle of its merchant.
    @Test
    void saysWhereItCantGoOn() {
        var body = GoldenFrame.named("purchase-manual").body();
        var message = Arrays.copyOfRange(body, 11, body.length - 30);
        var offsets = new FieldOffsets(TerminalDialect.DIALECT);

        offsets.readAsFarAsPossible(message, 0, message.length);

        assertThat(offsets.readToTheEnd()).isFalse();
        assertThat(offsets.brokenAt()).isEqualTo(42);
        assertThat(offsets.has(TerminalDialect.TERMINAL)).isTrue();
        assertThat(offsets.has(TerminalDialect.MERCHANT)).isFalse();
        assertThat(offsets.outOfReach(TerminalDialect.TERMINAL)).isFalse();
        assertThat(offsets.outOfReach(TerminalDialect.MERCHANT)).isFalse();
        assertThat(offsets.outOfReach(TerminalDialect.TRANSACTION)).isTrue();
        assertThat(offsets.outOfReach(TerminalDialect.PIN_BLOCK)).isFalse();

        var whole = Arrays.copyOfRange(body, 11, body.length);
        assertThat(offsets.readAsFarAsPossible(whole, 0, whole.length).readToTheEnd()).isTrue();
        assertThat(offsets.brokenAt()).isZero();
        assertThat(offsets.outOfReach(TerminalDialect.TRANSACTION)).isFalse();
        offsets.readAsFarAsPossible(whole, 0, 5);
        assertThat(offsets.readToTheEnd()).isFalse();
        assertThat(offsets.brokenAt()).isZero();
    }

    private static final int FRAME_HEAD = 11;

    @Test
    void findsWhatRoutersNeed() {
        var body = GoldenFrame.named("purchase-chip-pin-19-digit-pan").body();

        var found = new FieldOffsets(DIALECT).read(body, FRAME_HEAD, body.length - FRAME_HEAD);

        assertThat(found.mti()).isEqualTo(200);
        assertThat(new String(body, found.offset(TERMINAL), 8, StandardCharsets.US_ASCII))
                .isEqualTo("90010001");
        assertThat(found.byteLength(TRACE_NUMBER)).isEqualTo(3);
        assertThat(found.has(CHIP_DATA)).isTrue();
        assertThat(found.has(MERCHANT_NAME)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> found.offset(MERCHANT_NAME))
                .withMessageContaining("must be in the message: field 43");
        assertThatIllegalArgumentException().isThrownBy(() -> found.has(NetworkDialect.TERMINAL));
    }

    @Test
    void readsDigitsThatRoutersNeed() {
        var body = GoldenFrame.named("purchase-chip-pin-19-digit-pan").body();
        var message = DIALECT.unpack(body, FRAME_HEAD, body.length - FRAME_HEAD);

        var found = new FieldOffsets(DIALECT).read(body, FRAME_HEAD, body.length - FRAME_HEAD);

        var pan = message.get(PAN).clearText();
        assertThat(pan).hasSize(19);
        assertThat(found.number(PAN, 0, 8)).isEqualTo(Integer.parseInt(pan.substring(0, 8)));
        assertThat(found.number(PAN, 18, 1)).isEqualTo(pan.charAt(18) - '0');
        assertThat(found.number(PAN, 10, 9)).isEqualTo(Integer.parseInt(pan.substring(10)));
        assertThat(found.number(TRACE_NUMBER, 0, 6))
                .isEqualTo(Integer.parseInt(message.get(TRACE_NUMBER)));
        assertThat(found.number(TERMINAL, 0, 8)).isEqualTo(90010001);
        assertThat(found.number(ENTRY_MODE, 2, 1)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 1, digits from -1 on",
        "0, 9, digits from 0 on",
        "7, 2, digits from 7 on",
        "2147483647, 9, digits from 2147483647 on",
        "6, 2, digits",
        "0, 1, digits",
    })
    void readsNoDigitsWhereThereAreNone(int from, int digits, String expected) {
        var message = Message.builder(DIALECT, "0800").set(TERMINAL, "/001000A").unchecked();

        var found = new FieldOffsets(DIALECT).read(DIALECT.pack(message));

        var malformed =
                catchThrowableOfType(
                        MalformedMessage.class, () -> found.number(TERMINAL, from, digits));
        assertThat(malformed.path()).isEqualTo("41");
        assertThat(malformed.position()).isEqualTo(10);
        assertThat(malformed.expected()).isEqualTo(expected);
    }

    @Test
    void refusesDigitsThatNobodyCanAskFor() {
        var message = Message.builder(DIALECT, "0800").set(MAC, Bytes.of(new byte[8])).unchecked();
        var found = new FieldOffsets(DIALECT).read(DIALECT.pack(message));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> found.number(MAC, 0, 1))
                .withMessageStartingWith("must be written in digits: field 64");
        assertThatIllegalArgumentException().isThrownBy(() -> found.number(TERMINAL, 0, 1));
        for (int digits : new int[] {-1, 0, 10}) {
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> found.number(TERMINAL, 0, digits));
        }
    }

    /// Wherever the message is in the array.
    @Test
    void findsFieldsFarIntoABuffer() {
        var body = GoldenFrame.named("purchase-chip-pin-19-digit-pan").body();
        var buffer = new byte[1 << 20];
        int far = buffer.length - body.length;
        System.arraycopy(body, 0, buffer, far, body.length);

        var found =
                new FieldOffsets(DIALECT).read(buffer, far + FRAME_HEAD, body.length - FRAME_HEAD);

        assertThat(new String(buffer, found.offset(TERMINAL), 8, StandardCharsets.US_ASCII))
                .isEqualTo("90010001");
    }

    /// As in what [Dialect#read] gives: a reversal isn't lost over a detail that it could lack.
    @ParameterizedTest
    @CsvSource({"00", "30"})
    void takesFieldsOfImpossibleLengthAsAbsent(String length) {
        var digits = "62".repeat(Integer.parseInt(length) / 2);
        var bytes = HexFormat.of().parseHex("04004020000000000000" + length + digits + "000042");

        var found = new FieldOffsets(DIALECT).read(bytes);

        assertThat(found.has(PAN)).isFalse();
        assertThat(found.offset(TRACE_NUMBER)).isEqualTo(bytes.length - 3);
        assertThat(DIALECT.read(bytes))
                .isInstanceOfSatisfying(
                        Read.Broken.class, it -> assertThat(it.partial().has(PAN)).isFalse());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    what is wrong        | bytes                            | path
                    nothing there        | ''                               | bitmap
                    bitmap cut off       | 0200 70000000                    | bitmap
                    no MTI               | 0A00 0000000000000000            | mti
                    a second bitmap      | 0200 8000000000000000            | bitmap
                    an unknown bit       | 0200 0400000000000000            | 6
                    cut inside a field   | 0200 0020000000000000 0000       | 11
                    cut inside a length  | 0200 0000000000000200 00         | 55
                    no length            | 0200 4000000000000000 1A6225     | 2
                    bytes behind the end | 0200 0020000000000000 000042 00  | end
                    """)
    void saysWhatItCantFind(String what, String bytes, String path) {
        var offsets = new FieldOffsets(DIALECT);
        var message = HexFormat.of().parseHex(bytes.replace(" ", ""));

        var malformed = catchThrowableOfType(MalformedMessage.class, () -> offsets.read(message));

        assertThat(malformed.path()).isEqualTo(path);
    }

    @Test
    void refusesMessagesAboveTheLimit() {
        var bytes = new byte[Dialect.MAX_MESSAGE_BYTES + 1];
        bytes[0] = 0x02;

        assertThat(
                        catchThrowableOfType(
                                        MalformedMessage.class,
                                        () -> new FieldOffsets(DIALECT).read(bytes))
                                .path())
                .isEqualTo("end");
    }

    @ParameterizedTest
    @CsvSource({
        "8000000000000000,                 20, bitmap",
        "80000000000000000400000000000000, 36, 70",
        "G000000000000000,                 19, bitmap",
    })
    void looksAtTwoBitmapsInCharacters(String bitmaps, int length, String path) {
        var message = ("0800" + bitmaps).getBytes(StandardCharsets.US_ASCII);
        assertThat(message).hasSizeGreaterThanOrEqualTo(length);

        var malformed =
                catchThrowableOfType(
                        MalformedMessage.class,
                        () -> new FieldOffsets(NetworkDialect.DIALECT).read(message));

        assertThat(malformed.path()).isEqualTo(path);
    }
}
