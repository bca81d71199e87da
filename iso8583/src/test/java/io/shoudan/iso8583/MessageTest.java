package io.shoudan.iso8583;

import static io.shoudan.iso8583.terminal.TerminalDialect.AMOUNT;
import static io.shoudan.iso8583.terminal.TerminalDialect.DIALECT;
import static io.shoudan.iso8583.terminal.TerminalDialect.PAN;
import static io.shoudan.iso8583.terminal.TerminalDialect.TERMINAL;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRACE_NUMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.shoudan.iso8583.network.NetworkDialect;
import io.shoudan.iso8583.standard.Iso87;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalProfile;
import io.shoudan.iso8583.terminal.TerminalProfile.Padding;
import io.shoudan.iso8583.terminal.TransactionField;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {

    private static final List<Field<String>> WIDE_FIELDS =
            IntStream.range(0, 5)
                    .mapToObj(
                            i ->
                                    Field.of(
                                            120 + i,
                                            "Wide",
                                            Length.upTo(999, LengthPrefix.ASCII_LLL),
                                            Encodings.TEXT))
                    .toList();
    private static final Dialect WIDE =
            Dialect.named("wide")
                    .secondBitmap()
                    .fields(WIDE_FIELDS.toArray(Field<?>[]::new))
                    .build();

    private static Message.Builder aPurchase() {
        return Message.builder(DIALECT, "0200")
                .set(PAN, Pan.of("6225000000000014"))
                .set(AMOUNT, 12_345L)
                .set(TRACE_NUMBER, "000042");
    }

    @Test
    void hasWhatWasSet() {
        var message = aPurchase().unchecked();

        assertThat(message.get(AMOUNT)).isEqualTo(12_345L);
        assertThat(message.find(TRACE_NUMBER)).contains("000042");
        assertThat(message.find(TERMINAL)).isEmpty();
        assertThat(message.has(TERMINAL)).isFalse();
        assertThat(message.fields()).containsExactly(PAN, AMOUNT, TRACE_NUMBER);
    }

    @Test
    void throwsForAFieldThatMustBeThereAndIsNot() {
        var message = aPurchase().unchecked();

        assertThatExceptionOfType(MissingField.class)
                .isThrownBy(() -> message.get(TERMINAL))
                .withMessage("must carry field 41 (Terminal): mti=0200")
                .satisfies(e -> assertThat(e.path()).isEqualTo("41"));
    }

    /// Field 4 of the network is not field 4 of the terminal: mixing them up is a bug that must not
    /// pass because the types happen to agree.
    @Test
    void refusesFieldsOfAnotherDialect() {
        var message = aPurchase().unchecked();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> message.get(NetworkDialect.AMOUNT))
                .withMessage("must be of dialect terminal: field 4 Amount, in minor units of 49");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> message.toBuilder().set(NetworkDialect.AMOUNT, 1L));
    }

    @Test
    void staysAsItIsWhenItsBuilderGoesOn() {
        var builder = aPurchase();
        var message = builder.unchecked();
        builder.set(AMOUNT, 1L).remove(PAN);

        assertThat(message)
                .isEqualTo(aPurchase().unchecked())
                .hasSameHashCodeAs(aPurchase().unchecked());
        assertThat(builder.unchecked()).isNotEqualTo(message);
        assertThat(message.toBuilder().unchecked()).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource({
        "0200, 0210",
        "0220, 0230",
        "0420, 0430",
        "0421, 0430",
        "0800, 0810",
        "0320, 0330",
        "0402, 0412",
        "1804, 1814",
        "1805, 1814",
        "1423, 1432",
        "0940, 0950"
    })
    void knowsTheMtiOfItsAnswer(String request, String answer) {
        assertThat(Message.builder(DIALECT, request).unchecked().answerMti()).isEqualTo(answer);
        assertThat(Message.builder(DIALECT, request).unchecked().isAnswerable()).isTrue();
        assertThat(Message.builder(DIALECT, answer).unchecked().isAnswer()).isTrue();
    }

    /// A field is the same field in every coding of its dialect, and its value is, too.
    @Test
    void copiesValuesBetweenCodings() {
        var ascii =
                Message.builder(Iso87.ASCII, "0200")
                        .set(Iso87.AMOUNT, 5L)
                        .set(Iso87.TERMINAL, "90010001")
                        .unchecked();

        var packed = Message.builder(Iso87.BINARY, "0200").copy(ascii, ascii.fields()).unchecked();

        assertThat(packed.get(Iso87.AMOUNT)).isEqualTo(5);
        assertThat(packed.get(Iso87.TERMINAL)).isEqualTo("90010001");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Message.builder(DIALECT, "0200").copy(ascii, ascii.fields()));
    }

    /// Answering an answer would make two hosts talk to each other forever.
    @Test
    void hasNoAnswerIfItIsOne() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Message.builder(DIALECT, "0210").unchecked().answerMti());
    }

    /// A notification is told and not asked: no standard has `1150`.
    @ParameterizedTest
    @ValueSource(strings = {"1140", "1142", "1644"})
    void hasNoAnswerIfItIsANotification(String mti) {
        var message = Message.builder(DIALECT, mti).unchecked();

        assertThat(message.isAnswer()).isFalse();
        assertThat(message.isAnswerable()).isFalse();
        assertThatIllegalStateException().isThrownBy(message::answerMti);
        assertThatIllegalStateException().isThrownBy(() -> message.answer(Set.of()));
    }

    @Test
    void refusesToGrowBeyondTheLimit() {
        var text = "x".repeat(999);
        var network = Message.builder(WIDE, "0200");
        for (int i = 0; i < 4; i++) {
            network.set(WIDE_FIELDS.get(i), text);
        }
        assertThat(WIDE.pack(network.unchecked())).hasSizeLessThan(Dialect.MAX_MESSAGE_BYTES);

        network.set(WIDE_FIELDS.get(4), text);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WIDE.pack(network.unchecked()))
                .withMessage("must be at most 4096 bytes: message");
    }

    @Test
    void differsInDialectTypeAndFields() {
        var message = aPurchase().unchecked();
        var other = TerminalProfile.STANDARD.with(Padding.ZERO_ONLY).dialect();

        assertThat(message).isNotEqualTo("0200");
        assertThat(Message.builder(other, "0200").unchecked())
                .isNotEqualTo(Message.builder(DIALECT, "0200").unchecked());
        assertThat(Message.builder(DIALECT, "0100").unchecked())
                .isNotEqualTo(Message.builder(DIALECT, "0200").unchecked());
        assertThat(aPurchase().set(TERMINAL, "90010001").unchecked()).isNotEqualTo(message);
        assertThat(aPurchase().set(AMOUNT, 1L).unchecked()).isNotEqualTo(message);
        var wide = Message.builder(WIDE, "0200");
        assertThat(wide.set(WIDE_FIELDS.get(0), "x").unchecked())
                .isNotEqualTo(wide.remove(WIDE_FIELDS.get(0)).unchecked());
    }

    @Test
    void showsNoFieldThatIsAbsent() {
        var message = aPurchase().unchecked();

        assertThat(message.shown(PAN)).isEqualTo("622500******0014");
        assertThatExceptionOfType(MissingField.class).isThrownBy(() -> message.shown(TERMINAL));
    }

    /// One builder for all messages of a connection: nothing of the last may stay.
    @Test
    void startsAnew() {
        var builder = aPurchase();
        builder.restart("0800").set(TRACE_NUMBER, "000043");

        assertThat(builder.unchecked())
                .isEqualTo(
                        Message.builder(DIALECT, "0800").set(TRACE_NUMBER, "000043").unchecked());
        assertThatIllegalArgumentException().isThrownBy(() -> builder.restart("08"));
    }

    /// Values that are given again and again, backwards, leave nothing behind.
    @Test
    void keepsTheLastValueOfEach() {
        var builder = Message.builder(WIDE, "0200");
        for (int round = 0; round < 20; round++) {
            for (int i = 3; i >= 0; i--) {
                builder.set(WIDE_FIELDS.get(i), ("" + (char) ('a' + round)).repeat(1 + 9 * i));
            }
        }

        var message = builder.remove(WIDE_FIELDS.get(2)).unchecked();

        assertThat(message.get(WIDE_FIELDS.get(0))).isEqualTo("t");
        assertThat(message.get(WIDE_FIELDS.get(3))).isEqualTo("t".repeat(28));
        assertThat(message.has(WIDE_FIELDS.get(2))).isFalse();
        assertThat(WIDE.unpack(WIDE.pack(message))).isEqualTo(message);
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> builder.pack(new byte[10], 0));
    }

    /// Another card's than the message's own, as a terminal may put it anywhere; merchant codes
    /// look like one, and are none.
    @Test
    void printsNoCardNumberInFreeText() {
        var message =
                aPurchase()
                        .set(TerminalDialect.MERCHANT, "378282246310005")
                        .set(
                                TerminalDialect.MERCHANT_NAME,
                                "card 4111111111111111".concat(" ".repeat(19)))
                        .set(TerminalDialect.INSTITUTIONS, "4111111111111111")
                        .set(TerminalDialect.OPERATOR_OR_SCHEME, "01 4111111111111111")
                        .set(TerminalDialect.TRANSACTION, TransactionField.of("4111111111111111"))
                        .unchecked();

        for (var printed : List.of(message.toString(), message.describe())) {
            assertThat(printed).contains("378282246310005").doesNotContain("41111111");
        }
        var harmless = aPurchase().set(TerminalDialect.OPERATOR_OR_SCHEME, "01 13800138000");
        assertThat(harmless.unchecked()).asString().contains("63=01 13800138000");
    }
}
