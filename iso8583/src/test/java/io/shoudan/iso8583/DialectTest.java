package io.shoudan.iso8583;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

/// A dialect that contradicts itself is refused when it is built, not when the first message comes.
class DialectTest {

    private static final Field<String> TRACE =
            Field.of(11, "Trace", Length.exactly(6), Encodings.BCD);
    private static final Field<String> TERMINAL =
            Field.of(41, "Terminal", Length.exactly(8), Encodings.TEXT);
    private static final Field<String> NETWORK_CODE =
            Field.of(70, "Network code", Length.exactly(3), Encodings.DIGITS);

    private static Dialect.Builder small() {
        return Dialect.named("small").fields(TRACE, TERMINAL);
    }

    @Test
    void refusesTwoFieldsOfOneNumber() {
        var second = Field.of(11, "Other", Length.exactly(6), Encodings.BCD);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> small().fields(second).build())
                .withMessage("must be one field per number: 11 Other, dialect small");
    }

    @Test
    void refusesFieldsBeyondItsBitmap() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> small().fields(NETWORK_CODE).build())
                .withMessage("must be in 2..64: 70 Network code, dialect small");
        assertThat(small().fields(NETWORK_CODE).secondBitmap().build().lastField()).isEqualTo(128);
    }

    @Test
    void refusesFieldsLongerThanAMessage() {
        var huge = Field.of(48, "Huge", Length.exactly(5000), Encodings.TEXT);

        assertThatIllegalArgumentException().isThrownBy(() -> small().fields(huge).build());
    }

    /// Bit 1 announces the second bitmap and bit 65 a third: neither can be a field.
    @Test
    void refusesNumbersThatAreNoFields() {
        for (int number : new int[] {-1, 0, 1, 65, 129}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> Field.of(number, "None", Length.exactly(1), Encodings.BINARY));
        }
    }

    @Test
    void refusesLengthsThatTheirPrefixCantAnnounce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Length.upTo(100, LengthPrefix.BCD_LL))
                .withMessage("must be possible with prefix BCD_LL: 1..100");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Length.upTo(1000, LengthPrefix.ASCII_LLL));
        assertThatIllegalArgumentException().isThrownBy(() -> Length.exactly(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Length(1, 6, LengthPrefix.NONE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Length(7, 6, LengthPrefix.BCD_LL));
    }

    @Test
    void refusesMessagesWithForeignFields() {
        var type = MessageType.message("0800", "Management").requires(NETWORK_CODE);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> small().messages(type).build())
                .withMessage("must be a field of the dialect: 0800 Management, dialect small");
    }

    @Test
    void refusesAnswersThatEchoWhatIsNeverSent() {
        var answer = MessageType.message("0810", "Answer").echoes(TERMINAL);
        var request = MessageType.message("0800", "Request").requires(TRACE).answeredBy(answer);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> small().messages(request).build())
                .withMessageContaining("carried by 0800 Request");
    }

    @Test
    void refusesToRewriteFieldsItHasNot() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> small().rewritten(NETWORK_CODE))
                .withMessage("must be a field: 70 Network code");
    }

    @Test
    void refusesAnMtiThatIsNotFourDigits() {
        var dialect = small().build();

        for (var mti : new String[] {"", "200", "02000", "02A0"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> Message.builder(dialect, mti));
            assertThatIllegalArgumentException().isThrownBy(() -> MessageType.message(mti, "None"));
        }
    }

    /// The same constant reads a field in every dialect that has it, however it is written there.
    @Test
    void readsRewrittenFieldsByTheSameConstant() {
        var ascii = small().rewritten(TRACE.writtenAs(Length.exactly(6), Encodings.DIGITS)).build();

        var message = Message.builder(ascii, "0800").set(TRACE, "000042").unchecked();

        assertThat(ascii.pack(message)).endsWith("000042".getBytes(US_ASCII));
        assertThat(ascii.unpack(ascii.pack(message)).get(TRACE)).isEqualTo("000042");
    }

    @Test
    void refusesToPackMessagesOfAnotherDialect() {
        var message = Message.builder(small().build(), "0800").unchecked();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dialect.named("other").build().pack(message))
                .withMessage("must be of dialect other: message");
    }

    @Test
    void hasNoFieldButItsOwn() {
        var dialect = small().build();

        assertThat(dialect.field(11)).contains(TRACE);
        for (int number : new int[] {-1, 0, 1, 2, 64, 65, 128, 200}) {
            assertThat(dialect.field(number)).isEmpty();
        }
        var message = Message.builder(dialect, "0800").unchecked();
        for (var foreign :
                List.of(NETWORK_CODE, Field.of(11, "Trace", Length.exactly(6), Encodings.BCD))) {
            assertThatIllegalArgumentException().isThrownBy(() -> message.has(foreign));
        }
    }
}
