package io.shoudan.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Values at the limits of what they are written in.
class EncodingsTest {

    private static final HexFormat HEX = HexFormat.of();

    static List<DigitEncoding> digits() {
        return List.of(
                Encodings.BCD,
                Encodings.BCD_RIGHT,
                Encodings.BCD_ZERO_PADDED,
                Encodings.DIGITS,
                Encodings.EBCDIC_DIGITS);
    }

    private static <T> Field<T> field(Length length, Encoding<T> encoding) {
        return Field.of(48, "Tried", length, encoding);
    }

    private static Dialect with(Field<?> field) {
        return Dialect.named("tried").fields(field).build();
    }

    private static <T> T writtenAndRead(Field<T> field, T value) {
        var dialect = with(field);
        var message = Message.builder(dialect, "0200").set(field, value).unchecked();
        return dialect.unpack(dialect.pack(message)).get(field);
    }

    /// @param content prefix and value of field 48
    private static MalformedMessage refusal(Field<?> field, String content) {
        var bytes = HEX.parseHex("02000000000000010000" + content);
        return catchThrowableOfType(MalformedMessage.class, () -> with(field).unpack(bytes));
    }

    @ParameterizedTest
    @MethodSource("digits")
    void writesNumbersOfOddAndEvenCounts(DigitEncoding encoding) {
        for (int count = 1; count <= DigitEncoding.MAX_NUMBER_DIGITS; count++) {
            var field = field(Length.exactly(count), encoding.as(DigitsConversion.UNSIGNED));
            long most = Math.powExact(10L, count) - 1;

            for (long number : new long[] {0, 1, most / 7, most}) {
                assertThat(writtenAndRead(field, number)).isEqualTo(number);
            }
            for (long number : new long[] {-1, most + 1}) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> writtenAndRead(field, number))
                        .withMessage(
                                "must not be negative nor exceed " + count + " digits: field 48");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("digits")
    void refusesNumbersThatNoLongCanHold(DigitEncoding encoding) {
        var field = field(Length.exactly(20), encoding.as(DigitsConversion.UNSIGNED));
        var zeros = "00".repeat(encoding.byteLength(20));

        assertThatIllegalArgumentException().isThrownBy(() -> writtenAndRead(field, 1L));
        assertThat(refusal(field, zeros).expected()).isEqualTo("at most 18 digits");
    }

    @Test
    void refusesNibblesThatAreNoDigitsInNumbers() {
        var field = field(Length.exactly(3), Encodings.BCD.as(DigitsConversion.UNSIGNED));

        assertThat(refusal(field, "12A0").expected()).isEqualTo("digits");
        assertThat(refusal(field, "1231").expected()).startsWith("an odd count padded with");
        assertThat(refusal(field, "12A0").position()).isEqualTo(11);
        var text = field(Length.exactly(2), Encodings.DIGITS.as(DigitsConversion.UNSIGNED));
        assertThat(refusal(text, "303A").position()).isEqualTo(11);
    }

    @ParameterizedTest
    @ValueSource(strings = {"é1", "中1", "1x", "x1"})
    void writesNoCharactersThatItHasNot(String text) {
        for (var encoding : digits()) {
            var field = field(Length.exactly(2), encoding);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> writtenAndRead(field, text))
                    .withMessage("must be digits: field 48");
        }
    }

    @Test
    void keepsToPrintableCharacters() {
        for (var encoding : List.of(Encodings.TEXT, Encodings.EBCDIC_TEXT)) {
            var field = field(Length.exactly(3), encoding);
            assertThat(writtenAndRead(field, " ~[")).isEqualTo(" ~[");
            for (var text : List.of("a\tb", "a\u007Fb", "a中b")) {
                assertThatIllegalArgumentException().isThrownBy(() -> writtenAndRead(field, text));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "4130,     ,               ",
        "6163,     ,               ",
        "4147,     11,             hexadecimal characters",
        "413041,   ,               ",
        "413041,   10,             an even number of hexadecimal characters",
    })
    void readsHexadecimalCharactersOfEitherCase(String content, Integer position, String expected) {
        var field = field(Length.exactly(content.length() / 2), Encodings.HEX);

        var refused = refusal(field, content);

        if (position != null) {
            assertThat(refused.position()).isEqualTo(position);
            assertThat(refused.expected()).isEqualTo(expected);
        } else if (content.length() % 4 == 0) {
            assertThat(refused).isNull();
        }
    }

    /// The length is one that the field admits, and no value has it.
    @ParameterizedTest
    @CsvSource({"0, a card number", "20, a card number", "24, a card number"})
    void refusesCardNumbersOfOtherLengths(int digits, String expected) {
        var length = new Length(0, 24, LengthPrefix.BCD_LL);
        var field = field(length, Encodings.BCD.as(Conversion.CARD_NUMBER));
        var content = String.format("%02d", digits) + "11".repeat(digits / 2);

        assertThat(refusal(field, content).expected()).isEqualTo(expected);
        assertThat(writtenAndRead(field, Pan.of("4"))).isEqualTo(Pan.of("4"));
    }

    @Test
    void refusesTracksAndPinBlocksOfOtherLengths() {
        var two =
                field(
                        new Length(0, 60, LengthPrefix.BCD_LL),
                        Encodings.PACKED_TRACK.as(Conversion.TRACK_TWO));
        assertThat(refusal(two, "00").expected()).isEqualTo("track 2");
        assertThat(refusal(two, "38" + "11".repeat(19)).expected()).isEqualTo("track 2");
        assertThat(refusal(two, "37" + "11".repeat(18) + "10")).isNull();
        var three =
                field(
                        new Length(0, 200, LengthPrefix.BCD_LLL),
                        Encodings.PACKED_TRACK.as(Conversion.TRACK_THREE));
        assertThat(refusal(three, "0000").expected()).isEqualTo("track 3");
        assertThat(refusal(three, "0106" + "11".repeat(53)).expected()).isEqualTo("track 3");
        var pin =
                field(
                        Length.upTo(20, LengthPrefix.BCD_LL),
                        Encodings.BINARY.as(Conversion.ENCIPHERED_PIN));
        assertThat(refusal(pin, "09" + "00".repeat(9)).expected()).isEqualTo("a PIN block");
        assertThat(refusal(pin, "16" + "00".repeat(16))).isNull();
    }

    /// Whoever decodes without having checked gets the same answer, without the value.
    @Test
    void refusesToDecodeWhatItWouldNotPass() {
        var encoding = Encodings.DIGITS.as(Conversion.CARD_NUMBER);
        var digits = "11111111111111111111".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

        var malformed =
                catchThrowableOfType(
                        MalformedMessage.class, () -> encoding.decode(digits, 0, digits.length));

        assertThat(malformed.expected()).isEqualTo("a card number");
        assertThat(malformed.getMessage()).doesNotContain("11111");
        assertThat(malformed).hasNoCause();
    }

    @Test
    void replacesDigitsByDigitsOnly() {
        var amount = field(Length.exactly(12), Encodings.DIGITS.as(DigitsConversion.UNSIGNED));
        var masked = Encodings.TEXT.<String>as(text -> "****", text -> text, "text");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recoding.NONE.writing(Encodings.DIGITS, masked).of(amount))
                .withMessage("must be replaced by digits: digits");
    }

    @Test
    void namesItsLimits() {
        assertThat(Length.exactly(6).from(6).expected("digits")).isEqualTo("6 digits");
        assertThat(Length.upTo(6, LengthPrefix.BCD_LL).from(3).expected("digits"))
                .isEqualTo("3..6 digits");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Length(-1, 6, LengthPrefix.BCD_LL));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Field.of(4, " ", Length.exactly(1), Encodings.BCD));
    }
}
