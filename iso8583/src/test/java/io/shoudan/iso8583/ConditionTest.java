package io.shoudan.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What messages are told apart by.
class ConditionTest {

    private static final Field<String> CODE =
            Field.of(60, "Code", Length.upTo(8, LengthPrefix.BCD_LLL), Encodings.BCD);
    private static final Field<Bytes> NAME =
            Field.of(43, "Name", Length.exactly(4), Encodings.BINARY);
    private static final Dialect DIALECT = Dialect.named("tried").fields(CODE, NAME).build();

    private static Message message(String code) {
        return Message.builder(DIALECT, "0200")
                .set(CODE, code)
                .set(NAME, Bytes.ofHex("31323334"))
                .unchecked();
    }

    @ParameterizedTest
    @CsvSource({
        "22000007, true",
        "00120007, true",
        "00130007, false",
        // Shorter than the digits that are asked for.
        "22, false",
        "220, false",
    })
    void looksAtDigitsWhereTheyAre(String code, boolean holds) {
        var second = new Condition.Digits(CODE, "60.2", 2, List.of("00", "12"));

        assertThat(second.holds(message(code))).isEqualTo(holds);
        assertThat(second.text()).isEqualTo("60.2 is 00 or 12");
    }

    @Test
    void holdsOfNothingThatIsAbsentOrNoDigits() {
        var empty = Message.builder(DIALECT, "0200").unchecked();

        assertThat(new Condition.Digits(CODE, "60.1", 0, List.of("22")).holds(empty)).isFalse();
        assertThat(new Condition.Digits(NAME, "43", 0, List.of("1234")).holds(message("22")))
                .isFalse();
        assertThat(Condition.present(CODE).holds(empty)).isFalse();
        assertThat(Condition.present(CODE).holds(message("22"))).isTrue();
        var either = Condition.anyOf(Condition.present(CODE), Condition.present(NAME));
        assertThat(either.holds(empty)).isFalse();
        assertThat(either.holds(message("22"))).isTrue();
        assertThat(either.text()).isEqualTo("60 is there or 43 is there");
    }

    /// What can't be compared is neither right nor wrong.
    @Test
    void comparesDigitsWhereThereAreSome() {
        var second = new Condition.Digits(CODE, "60.2", 2, List.of("00", "12"));

        assertThat(second.readable(message("0099"))).isTrue();
        assertThat(second.readable(message("009"))).isFalse();
        assertThat(second.readable(Message.builder(DIALECT, "0200").unchecked())).isFalse();
    }

    @Test
    void looksAtTexts() {
        var text = Field.of(39, "Outcome", Length.exactly(2), Encodings.ALPHANUMERIC);
        var dialect = Dialect.named("tried").fields(text).build();
        var empty = Message.builder(dialect, "0200").unchecked();
        var approved = Message.builder(dialect, "0200").set(text, "00").unchecked();
        var is = Condition.is(text, "00", "11");
        var isNot = Condition.isNot(text, "05", "12");

        assertThat(is.holds(approved)).isTrue();
        assertThat(is.holds(empty)).isFalse();
        assertThat(is.readable(approved)).isTrue();
        assertThat(is.readable(empty)).isFalse();
        assertThat(is.text()).isEqualTo("39 is 00 or 11");
        assertThat(isNot.holds(approved)).isTrue();
        assertThat(Condition.isNot(text, "00").holds(approved)).isFalse();
        assertThat(isNot.holds(empty)).isFalse();
        assertThat(isNot.text()).isEqualTo("39 is not 05 or 12");
        assertThatIllegalArgumentException().isThrownBy(() -> Condition.is(text));
    }

    @Test
    void refusesDigitsThatTheFieldCantHave() {
        var none = List.<List<String>>of(List.of(), List.of(""), List.of("2A"), List.of("22", "1"));
        for (var values : none) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Condition.Digits(CODE, "60.1", 0, values))
                    .withMessageEndingWith(": 60.1");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Condition.Digits(CODE, "60.9", 7, List.of("22")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Condition.Digits(CODE, "60.0", -1, List.of("22")));
        assertThatIllegalArgumentException().isThrownBy(Condition::anyOf);
    }

    private static void refused(String must, Dialect.Builder dialect, MessageType type) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dialect.messages(type).build())
                .withMessage("must be " + must + ", dialect tried");
    }

    @Test
    void tellsTypesByDigitsOnly() {
        var mark = new Condition.Digits(NAME, "43", 0, List.of("1234"));

        refused(
                "digits of the field: 43 is 1234 in 0200 Named",
                Dialect.named("tried").fields(NAME),
                MessageType.message("0200", "Named").when(mark));
    }

    /// What never holds would be a rule that nobody misses until it is needed.
    @Test
    void asksForNothingThatCantBe() {
        var type = MessageType.message("0200", "Sale").allows(CODE, NAME);
        var text = new Condition.Digits(NAME, "43", 0, List.of("1234"));
        var code = new Condition.Digits(CODE, "60.3", 6, List.of("01"));

        refused(
                "digits of the field: 43 is 1234 in 0200 Sale",
                Dialect.named("tried").fields(NAME, CODE),
                type.requiresIf(Condition.anyOf(Condition.present(CODE), text), CODE));
        refused(
                "digits of the field: 60.3 is 01 in 0200 Sale",
                Dialect.named("tried")
                        .fields(NAME, CODE)
                        .rewritten(CODE.writtenAs(Length.exactly(6), Encodings.BCD)),
                type.requiresIf(code, NAME));
    }

    @Test
    void asksForNoFieldOfAnotherDialect() {
        var type = MessageType.message("0200", "Sale").allows(NAME);
        var digits = new Condition.Digits(CODE, "60.1", 0, List.of("22"));

        for (var condition : List.of(digits, Condition.present(CODE), Condition.isNot(CODE, "1"))) {
            refused(
                    "a field of the dialect: 60 Code in 0200 Sale",
                    Dialect.named("tried").fields(NAME),
                    type.requiresIf(Condition.anyOf(condition), NAME));
            refused(
                    "a field of the dialect: 60 Code in 0200 Sale",
                    Dialect.named("tried").fields(NAME),
                    type.forbidsIf(condition, NAME));
            refused(
                    "a field of the dialect: 60 Code in 0200 Sale",
                    Dialect.named("tried").fields(NAME),
                    type.expectsIf(condition, digits));
        }
        refused(
                "a field of the dialect: 60 Code in 0200 Sale",
                Dialect.named("tried").fields(NAME),
                type.forbidsIf(Condition.present(NAME), CODE));
        refused(
                "a field of the dialect: 60 Code in 0200 Sale",
                Dialect.named("tried").fields(NAME),
                type.expectsIf(Condition.present(NAME), digits));
    }
}
