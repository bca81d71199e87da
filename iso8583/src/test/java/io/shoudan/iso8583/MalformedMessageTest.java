package io.shoudan.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shoudan.iso8583.terminal.TerminalDialect;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every way in which bytes can be wrong is reported where it is and without the value.
class MalformedMessageTest {

    private static final String PAN = "6225000000000014";
    private static final HexFormat HEX = HexFormat.of();

    private static Read read(String hex) {
        return TerminalDialect.DIALECT.read(HEX.parseHex(hex.replace(" ", "")));
    }

    // spotless:off  A table: lines are as long as they must be.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            useHeadersInDisplayName = true,
            textBlock =
                    """
            what is wrong            | bytes                                         | path     | position | expected
            bitmap cut off           | 0200 70000000                                 | bitmap   | 2        | a whole bitmap
            bit unknown              | 0200 0420000000800000 000042 3930303130303031 | 6        | 10       | a field of dialect terminal
            field missing at the end | 0200 4020000000000000 166225000000000014      | 11       | 19       | 6 digits, inside the message
            field cut off            | 0200 4000000000000000 166225000000            | 2        | 10       | 1..19 digits, inside the message
            prefix cut off           | 0200 0000000000000200 00                      | 55       | 10       | 1..255 bytes
            prefix not BCD           | 0200 4000000000000000 1A6225000000000014      | 2        | 10       | a length of BCD digits
            second prefix byte       | 0200 0000000000000200 001B00                  | 55       | 11       | a length of BCD digits
            value too long           | 0200 4000000000000000 2062250000000000140000  | 2        | 10       | 1..19 digits
            value empty              | 0200 4000000000000000 00                      | 2        | 10       | 1..19 digits
            nibble not a digit       | 0200 4000000000000000 16622500000000001A      | 2        | 18       | digits
            padding neither 0 nor F  | 0200 4000000000000000 15622500000000001A      | 2        | 18       | an odd count padded with 0 or F
            padding on the left      | 0200 0000020000000000 1001                    | 23       | 10       | an odd count padded with 0 or F
            no such month            | 0200 0004000000000000 3013                    | 14       | 10       | an expiry YYMM
            no such day              | 0200 0008000000000000 0230                    | 13       | 10       | a date MMDD
            no such time             | 0200 0010000000000000 240000                  | 12       | 10       | a time hhmmss
            text not printable       | 0200 0000000000800000 3930303130303007        | 41       | 17       | printable ASCII characters
            code not alphanumeric    | 0200 0000000002000000 302D                    | 39       | 11       | letters or digits
            tag cut off              | 0200 0000000000000200 0001 9F                 | 55       | 12       | a whole tag of at most 3 bytes
            tag longer than 3 bytes  | 0200 0000000000000200 0006 9F8181810100       | 55       | 12       | a whole tag of at most 3 bytes
            object without length    | 0200 0000000000000200 0002 9F26               | 55.9F26  | 14       | a whole length of at most 3 bytes
            object of endless length | 0200 0000000000000200 0003 9F2680             | 55.9F26  | 14       | a whole length of at most 3 bytes
            object longer than field | 0200 0000000000000200 0005 9F26080102         | 55.9F26  | 14       | a length inside what is around it
            nested object too long   | 0200 0000000000000200 0004 71028609           | 55.71.86 | 15       | a length inside what is around it
            field 60 too short       | 0200 0000000000000010 0008 22000007           | 60       | 12       | 11 to 17 digits
            bytes behind the end     | 0200 0020000000000000 000042 00               | end      | 13       | the end of the message
            bit 1 set                | 0200 8020000000800000 000042 3930303130303031 | 1        | 2        | clear: dialect terminal has no second bitmap
            """)
    // spotless:on
    void saysWhereAndWhatWasExpected(
            String what, String bytes, String path, int position, String expected) {
        assertThat(read(bytes))
                .isInstanceOfSatisfying(
                        Read.Broken.class,
                        broken -> {
                            assertThat(broken.why().path()).isEqualTo(path);
                            assertThat(broken.why().position()).isEqualTo(position);
                            assertThat(broken.why().expected()).isEqualTo(expected);
                            assertThat(broken.why()).hasNoCause();
                            assertThat(broken.why().getMessage()).doesNotContain("622500", "0014");
                            assertThat(broken.partial().malformed().getFirst().why())
                                    .isSameAs(broken.why());
                        });
    }

    @Test
    void hasNothingToAnswerToWithoutAnMti() {
        for (var hex : List.of("", "02", "0A00 00000000 00000000")) {
            var malformed = catchThrowableOfType(MalformedMessage.class, () -> read(hex));

            assertThat(malformed.path()).isEqualTo("mti");
        }
    }

    @Test
    void refusesMessagesAboveTheLimit() {
        var bytes = new byte[Dialect.MAX_MESSAGE_BYTES + 1];

        var malformed =
                catchThrowableOfType(
                        MalformedMessage.class, () -> TerminalDialect.DIALECT.read(bytes));

        assertThat(malformed.path()).isEqualTo("end");
        assertThat(malformed.expected()).isEqualTo("at most 4096 bytes long");
    }

    /// One bad value is no reason not to know which terminal sent it.
    @Test
    void readsOnBehindABadValueAndReportsAllOfThem() {
        var read =
                read(
                        "0200 4024000000C00000 16 622500000000001A 000042 3013"
                                + "3930303130303031 383938333130303538313230303031");

        assertThat(read)
                .isInstanceOfSatisfying(
                        Read.Broken.class,
                        broken -> {
                            var partial = broken.partial();
                            assertThat(partial.malformed())
                                    .extracting(Finding::path)
                                    .containsExactly("2", "14");
                            assertThat(partial.get(TerminalDialect.TRACE_NUMBER))
                                    .isEqualTo("000042");
                            assertThat(partial.get(TerminalDialect.TERMINAL)).isEqualTo("90010001");
                            assertThat(partial.has(TerminalDialect.PAN)).isFalse();
                        });
    }

    /// Bit 50 comes behind 11, 41 and 42, so that the refusal can echo them.
    @Test
    void keepsWhatStandsInFrontOfAnUnknownBit() {
        var read =
                read(
                        "0200 0020000000C04000 000042 3930303130303031"
                                + "383938333130303538313230303031 00");

        assertThat(read)
                .isInstanceOfSatisfying(
                        Read.Broken.class,
                        broken -> {
                            assertThat(broken.why().path()).isEqualTo("50");
                            assertThat(broken.partial().fields())
                                    .containsExactly(
                                            TerminalDialect.TRACE_NUMBER,
                                            TerminalDialect.TERMINAL,
                                            TerminalDialect.MERCHANT);
                        });
    }

    /// Bit 1 with a second bitmap behind the first, as the standard has it: the other reading must
    /// not take that bitmap for field 11.
    @Test
    void readsBehindASecondBitmapThatMustNotBeThere() {
        var read = read("0200 8020000000800000 0400000000000000 000042 3930303130303031");

        assertThat(read)
                .isInstanceOfSatisfying(
                        Read.Broken.class,
                        broken -> {
                            assertThat(broken.why().path()).isEqualTo("1");
                            assertThat(broken.partial().get(TerminalDialect.TRACE_NUMBER))
                                    .isEqualTo("000042");
                            assertThat(broken.partial().get(TerminalDialect.TERMINAL))
                                    .isEqualTo("90010001");
                        });
    }

    /// Setting a value that can't be written is a bug, whose text ends up in logs too.
    @Test
    void hidesValuesThatCantBeSet() {
        var builder = Message.builder(TerminalDialect.DIALECT, "0200");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.set(TerminalDialect.PROCESSING_CODE, PAN))
                .withMessage("must be 6 digits: field 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.set(TerminalDialect.TERMINAL, "9001000é"))
                .withMessage("must be printable ASCII characters: field 41");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.set(TerminalDialect.AMOUNT, -1L))
                .withMessage("must not be negative nor exceed 12 digits: field 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.set(TerminalDialect.AMOUNT, 1_000_000_000_000L));
    }

    @Test
    void hidesCardNumbersThatAreNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pan.of(PAN + PAN))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(PAN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrackTwo.of(PAN + "X3012"))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(PAN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bytes.ofHex(PAN + "X"))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(PAN));
    }

    /// A finding is what gets logged and shown: none may carry a value either.
    @Test
    void findingsHaveNoValues() {
        var read = read("0200 40000000 00000010 166225000000000014 0008 22000007");

        var message = ((Read.Broken) read).partial();
        var texts =
                TerminalDialect.DIALECT.check(message).stream()
                        .map(Finding::text)
                        .collect(Collectors.joining());
        assertThat(texts).contains("60").doesNotContain(PAN, "22000007");
    }

    /// A request that says something happened already is not refused over a detail: what is bad in
    /// a field that could as well be absent is taken as absent, and nothing else is.
    @Test
    void overlooksOptionsOnlyWhereItMay() {
        var reversal =
                "0400 70240000 00800000 166225000000000014 000000 00000001234A 000042 9930"
                        + "3930303130303031";

        assertThat(read(reversal))
                .isInstanceOfSatisfying(
                        Read.Broken.class,
                        broken ->
                                assertThat(broken.partial().malformed())
                                        .extracting(Finding::path)
                                        .containsExactly("4"));
        assertThat(read(reversal.replace("4A", "45")))
                .isInstanceOfSatisfying(
                        Read.Complete.class,
                        complete ->
                                assertThat(complete.message().overlooked())
                                        .extracting(Finding::path)
                                        .containsExactly("14"));
    }
}
