package io.shoudan.iso8583.interchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Finding;
import io.shoudan.iso8583.MalformedMessage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InterchangeHeaderTest {

    private static byte[] frame() {
        return Bytes.ofHex(ExampleFrames.purchase()).toArray();
    }

    private static InterchangeHeader header(String destination, String rejectCode) {
        return new InterchangeHeader(
                1,
                destination,
                "48270000",
                Bytes.ofHex("303030"),
                255,
                Bytes.ofHex("0000000000000000"),
                255,
                rejectCode);
    }

    @Test
    void saysWhatItsBytesSay() {
        var header = InterchangeHeader.read(frame(), 0, 258);

        assertThat(header.test()).isTrue();
        assertThat(header.version()).isEqualTo(2);
        assertThat(header.destination()).isEqualTo("00010344");
        assertThat(header.source()).isEqualTo("48270000");
        assertThat(header.reserved()).isEqualTo(Bytes.ofHex("000000"));
        assertThat(header.batchNumber()).isEqualTo(1);
        assertThat(header.transactionInformation()).isEqualTo(Bytes.ofHex("3030303030303030"));
        assertThat(header.userInformation()).isZero();
        assertThat(header.rejectCode()).isEqualTo("00000");
        assertThat(header.rejected()).isFalse();
        assertThat(header("00010344", "00025").rejected()).isTrue();
        assertThat(header.withRejectCode("00035").rejectCode()).isEqualTo("00035");
        assertThat(header.swapped().swapped()).isEqualTo(header);
        assertThat(header("00010344", "00000").test()).isFalse();
    }

    @Test
    void readsFromAnywhereInABuffer() {
        var buffer = new byte[300];
        System.arraycopy(frame(), 0, buffer, 20, 258);

        assertThat(InterchangeHeader.totalBytes(buffer, 20)).isEqualTo(258);
        assertThat(InterchangeHeader.inspect(buffer, 20, 258)).isEmpty();
        assertThat(InterchangeHeader.read(buffer, 20, 258).source()).isEqualTo("48270000");
        buffer[20] = 0;
        assertThat(InterchangeHeader.inspect(buffer, 20, 258))
                .extracting(it -> it.why().position())
                .containsExactly(20);
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> InterchangeHeader.totalBytes(buffer, 295));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> InterchangeHeader.inspect(buffer, 50, 258));
    }

    @ParameterizedTest(name = "byte {0} = {1}: {2}")
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    byte | becomes | path      | position | expected
                    0    | 2D      | header.1  | 0        | 0x2E, the length of the header
                    5    | 37      | header.3  | 2        | 0258, the bytes of header and message
                    2    | 00      | header.3  | 2        | 0258, the bytes of header and message
                    6    | 20      | header.4  | 6        | 1..11 letters or digits, filled with spaces on the right
                    9    | 20      | header.4  | 10       | 1..11 letters or digits, filled with spaces on the right
                    16   | 00      | header.4  | 16       | 1..11 letters or digits, filled with spaces on the right
                    27   | 2D      | header.5  | 27       | 1..11 letters or digits, filled with spaces on the right
                    45   | 3A      | header.10 | 45       | 5 digits
                    41   | 20      | header.10 | 41       | 5 digits
                    """)
    void saysWhereItIsWrong(int index, String octet, String path, int position, String expected) {
        var bytes = frame();
        bytes[index] = Bytes.ofHex(octet).toArray()[0];

        var why =
                catchThrowableOfType(
                        MalformedMessage.class,
                        () -> InterchangeHeader.read(bytes, 0, bytes.length));

        assertThat(why.path()).isEqualTo(path);
        assertThat(why.position()).isEqualTo(position);
        assertThat(why.expected()).isEqualTo(expected);
        assertThat(why).hasMessageNotContaining("48270000");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 28, 29, 30, 31, 32, 39, 40})
    void keepsWhatIsTheNetworksBusiness(int index) {
        var bytes = frame();
        bytes[index] = (byte) 0xFE;

        var frame = InterchangeFrame.unpack(bytes);

        assertThat(InterchangeFrame.of(frame.header(), frame.message()).body()).isEqualTo(bytes);
    }

    @Test
    void findsEverythingThatIsWrong() {
        var bytes = frame();
        bytes[0] = 0;
        bytes[3] = 'x';
        bytes[7] = '-';
        bytes[17] = 0;
        bytes[44] = 0;

        assertThat(InterchangeHeader.inspect(bytes, 0, bytes.length))
                .extracting(Finding::path)
                .containsExactly("header.1", "header.3", "header.4", "header.5", "header.10");
        assertThat(InterchangeHeader.inspect(bytes, 0, 45))
                .extracting(Finding::text)
                .isEqualTo(List.of("field header at byte 45: must be 46 bytes long"));
    }

    @Test
    void tellsAReaderHowMuchBelongsToAFrame() {
        assertThat(InterchangeHeader.totalBytes(frame(), 0)).isEqualTo(258);
        for (var start : List.of("2E8230303537", "2E8234313433", "2E8230303A30", "2D8230323538")) {
            var why =
                    catchThrowableOfType(
                            MalformedMessage.class,
                            () -> InterchangeHeader.totalBytes(Bytes.ofHex(start).toArray(), 0));
            assertThat(why.path()).isEqualTo(start.startsWith("2D") ? "header.1" : "header.3");
        }
        assertThat(InterchangeHeader.totalBytes(Bytes.ofHex("2E8230303538").toArray(), 0))
                .isEqualTo(InterchangeFrame.MIN_BYTES);
        assertThat(InterchangeHeader.totalBytes(Bytes.ofHex("2E8234313432").toArray(), 0))
                .isEqualTo(InterchangeFrame.MAX_BYTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "123456789012", "1 2", "12-4", "\u4e2d"})
    void refusesIdsThatCantBeWritten(String id) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> header(id, "00000"))
                .withMessage("must be 1..11 letters or digits: destination");
    }

    @Test
    void refusesPartsOutOfRange() {
        assertThatIllegalArgumentException().isThrownBy(() -> header("1", "0000"));
        assertThatIllegalArgumentException().isThrownBy(() -> header("1", "0000x"));
        var none = Bytes.ofHex("");
        var three = Bytes.ofHex("000000");
        var eight = Bytes.ofHex("0000000000000000");
        for (int bad : new int[] {-1, 256}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> new InterchangeHeader(bad, "1", "2", three, 0, eight, 0, "00000"))
                    .withMessageContaining("flag and version");
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> new InterchangeHeader(0, "1", "2", three, bad, eight, 0, "00000"))
                    .withMessageContaining("batch number");
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> new InterchangeHeader(0, "1", "2", three, 0, eight, bad, "00000"))
                    .withMessageContaining("user information");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new InterchangeHeader(0, "1", "", three, 0, eight, 0, "00000"))
                .withMessageContaining("source");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new InterchangeHeader(0, "1", "2", none, 0, eight, 0, "00000"))
                .withMessageContaining("reserved");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new InterchangeHeader(0, "1", "2", three, 0, none, 0, "00000"))
                .withMessageContaining("transaction information");
    }
}
