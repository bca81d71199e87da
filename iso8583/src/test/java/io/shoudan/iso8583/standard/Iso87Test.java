package io.shoudan.iso8583.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shoudan.iso8583.Dialect;
import io.shoudan.iso8583.Encodings;
import io.shoudan.iso8583.Field;
import io.shoudan.iso8583.IncompleteMessage;
import io.shoudan.iso8583.Length;
import io.shoudan.iso8583.LengthPrefix;
import io.shoudan.iso8583.MalformedMessage;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.Recoding;
import io.shoudan.iso8583.TrackTwo;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// One message in the three codings of the standard, byte by byte.
class Iso87Test {

    private static final Charset CODE_PAGE_37 = Charset.forName("IBM037");

    private static Message aMessage(Dialect dialect) {
        return Message.builder(dialect, "0200")
                .set(Iso87.PAN, Pan.of("6225000000000014"))
                .set(Iso87.AMOUNT, 12_345L)
                .set(Iso87.TRACE_NUMBER, "000042")
                .set(Iso87.ENTRY_MODE, "051")
                .set(Iso87.TRACK_2, TrackTwo.of("6225000000000014D3012201"))
                .set(Iso87.TERMINAL, "9001~|[1")
                .set(Iso87.NETWORK_CODE, "301")
                .build();
    }

    private static String hex(Dialect dialect) {
        return HexFormat.of().withUpperCase().formatHex(dialect.pack(aMessage(dialect)));
    }

    @Test
    void writesCharactersInAscii() {
        assertThat(new String(Iso87.ASCII.pack(aMessage(Iso87.ASCII)), StandardCharsets.US_ASCII))
                .isEqualTo(
                        "0200D020040020800000"
                                + "0400000000000000"
                                + "166225000000000014"
                                + "000000012345"
                                + "000042"
                                + "051"
                                + "246225000000000014=3012201"
                                + "9001~|[1"
                                + "301");
    }

    @Test
    void packsDigitsInBinary() {
        assertThat(hex(Iso87.BINARY))
                .isEqualTo(
                        "0200D0200400208000000400000000000000"
                                + "166225000000000014"
                                + "000000012345"
                                + "000042"
                                + "0051"
                                + "246225000000000014D3012201"
                                + "393030317E7C5B31"
                                + "0301");
    }

    @Test
    void writesCharactersInEbcdic() {
        var packed = Iso87.EBCDIC.pack(aMessage(Iso87.EBCDIC));

        assertThat(HexFormat.of().withUpperCase().formatHex(packed, 4, 20))
                .isEqualTo("D0200400208000000400000000000000");
        assertThat(new String(packed, 0, 4, CODE_PAGE_37)).isEqualTo("0200");
        assertThat(new String(packed, 20, packed.length - 20, CODE_PAGE_37))
                .isEqualTo(
                        "166225000000000014000000012345000042051246225000000000014=3012201"
                                + "9001~|[1301");
    }

    /// All characters that text may have, against the table of the JDK.
    @Test
    void knowsTheWholeCodePage() {
        var text = new StringBuilder();
        for (char character = ' '; character <= '~'; character++) {
            text.append(character);
        }
        var all = Field.of(48, "All", Length.exactly(text.length()), Encodings.EBCDIC_TEXT);
        var dialect = Dialect.named("page").fields(all).build();

        var packed = dialect.pack(Message.builder(dialect, "0100").set(all, "" + text).build());

        assertThat(new String(packed, 10, text.length(), CODE_PAGE_37)).isEqualTo("" + text);
        assertThat(dialect.unpack(packed).get(all)).isEqualTo("" + text);
        packed[10] = 0x41;
        assertThat(
                        catchThrowableOfType(MalformedMessage.class, () -> dialect.unpack(packed))
                                .position())
                .isEqualTo(10);
    }

    @Test
    void asksForTheTraceNumberAndTheResponseCode() {
        assertThatExceptionOfType(IncompleteMessage.class)
                .isThrownBy(() -> Message.builder(Iso87.ASCII, "0210").build())
                .satisfies(e -> assertThat(e.findings()).hasSize(1))
                .withMessageContaining("39 Response code");
        assertThatExceptionOfType(IncompleteMessage.class)
                .isThrownBy(() -> Message.builder(Iso87.ASCII, "0800").build());
    }

    @Test
    void leavesOpenWhatTheStandardReservesInEveryCoding() {
        for (var dialect : List.of(Iso87.ASCII, Iso87.BINARY, Iso87.EBCDIC)) {
            assertThat(dialect.field(60)).map(Field::opaque).contains(true);
            assertThat(dialect.field(60)).map(Field::secret).contains(true);
            assertThat(dialect.field(43)).map(Field::opaque).contains(false);
        }
    }

    /// What some makers of terminals do: lengths in ASCII before packed digits.
    @Test
    void announcesLengthsAsAProfileSays() {
        var profile =
                Recoding.NONE
                        .writing(Encodings.DIGITS, Encodings.BCD)
                        .announcing(LengthPrefix.ASCII_LL, LengthPrefix.BINARY_1);
        var dialect =
                Dialect.named("maker").fields(Iso87.PAN, Iso87.AMOUNT).recoded(profile).build();

        var message = Message.builder(dialect, "0200").set(Iso87.PAN, Pan.of("62250")).build();

        assertThat(HexFormat.of().formatHex(dialect.pack(message)))
                .isEqualTo("0200" + "4000000000000000" + "05" + "622500");
        assertThat(dialect.unpack(dialect.pack(message))).isEqualTo(message);
    }
}
