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
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        "1423, 1432"
    })
    void knowsTheMtiOfItsAnswer(String request, String answer) {
        assertThat(Message.builder(DIALECT, request).unchecked().answerMti()).isEqualTo(answer);
        assertThat(Message.builder(DIALECT, request).unchecked().isAnswer()).isFalse();
        assertThat(Message.builder(DIALECT, answer).unchecked().isAnswer()).isTrue();
    }

    /// Answering an answer would make two hosts talk to each other forever.
    @Test
    void hasNoAnswerIfItIsOne() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Message.builder(DIALECT, "0210").unchecked().answerMti());
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
}
