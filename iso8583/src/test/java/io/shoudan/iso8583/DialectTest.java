package io.shoudan.iso8583;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.shoudan.iso8583.terminal.TerminalDialect;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    void needsAName() {
        for (var name : List.of("", " ")) {
            assertThatIllegalArgumentException().isThrownBy(() -> Dialect.named(name));
        }
    }

    @Test
    void refusesFieldsLongerThanAMessage() {
        var huge = Field.of(48, "Huge", Length.exactly(5000), Encodings.TEXT);

        assertThatIllegalArgumentException().isThrownBy(() -> small().fields(huge).build());
    }

    /// No message could have the longest value of a field that leaves no room for MTI and bitmaps.
    @Test
    void refusesFieldsThatFillAMessageToItsEnd() {
        int room = Dialect.MAX_MESSAGE_BYTES - 2 - 8;
        for (var longest : List.of(bytes(48, room), digits(48, 2 * room))) {
            assertThat(small().fields(longest).build().field(48)).isPresent();
        }
        for (var tooLong :
                List.of(bytes(48, room + 1), digits(48, 2 * room + 1), digits(48, 8192))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> small().fields(tooLong).build())
                    .withMessage("must be shorter than a message: 48 Long, dialect small");
        }
        assertThat(small().secondBitmap().fields(bytes(70, room - 8)).build()).isNotNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> small().secondBitmap().fields(bytes(70, room - 7)).build());
    }

    /// The place of a value is kept in one number, which has room for lengths to 8191.
    @Test
    void refusesFieldsWithMoreUnitsThanItCanCount() {
        var flags = Field.of(48, "Flags", Length.exactly(8192), new Flags());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> small().fields(flags).build())
                .withMessage("must be shorter than a message: 48 Flags, dialect small");
    }

    /// Bits, eight a byte.
    private record Flags() implements Encoding<Bytes> {

        @Override
        public String unit() {
            return "bits";
        }

        @Override
        public int byteLength(int units) {
            return (units + 7) / 8;
        }

        @Override
        public Bytes decode(byte[] bytes, int offset, int units) {
            return Bytes.of(bytes, offset, byteLength(units));
        }

        @Override
        public int write(Bytes value, Length bounds, byte[] to, int offset) {
            value.copyTo(to, offset);
            return 8 * value.length();
        }
    }

    private static Field<Bytes> bytes(int number, int count) {
        return Field.of(number, "Long", Length.exactly(count), Encodings.BINARY);
    }

    private static Field<String> digits(int number, int count) {
        return Field.of(number, "Long", Length.exactly(count), Encodings.BCD);
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
                .withMessage(
                        "must be a field of the dialect: 70 Network code in 0800 Management,"
                                + " dialect small");
    }

    @Test
    void refusesAnswersThatEchoWhatIsNeverSent() {
        var answer = MessageType.message("0810", "Answer").echoes(TERMINAL);
        var request = MessageType.message("0800", "Request").requires(TRACE).answeredBy(answer);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> small().messages(request).build())
                .withMessageContaining("carried by 0800 Request");
    }

    private static Condition.Digits traceFrom(int from, String... values) {
        return new Condition.Digits(TRACE, "11." + from, from, List.of(values));
    }

    private static MessageType type(String mti, String name, Condition.Digits... marks) {
        var type = MessageType.message(mti, name).requires(TRACE);
        for (var mark : marks) {
            type = type.when(mark);
        }
        return type;
    }

    /// A message is of the first type that it has the marks of. No message is of a type that comes
    /// behind one with fewer marks or the same.
    @Test
    void refusesTypesThatAnEarlierOneHides() {
        var all = type("0800", "All");
        var odd = type("0800", "Odd", traceFrom(5, "1", "3"));
        var hidden =
                List.of(
                        List.of(all, type("0800", "Also all")),
                        List.of(all, odd),
                        List.of(odd, type("0800", "Odd again", traceFrom(5, "3", "1"))),
                        List.of(odd, type("0800", "One", traceFrom(0, "00"), traceFrom(5, "1"))));

        for (var types : hidden) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> small().messages(types).build())
                    .withMessage(
                            "must be told from %s: %s, dialect small", types.get(0), types.get(1));
        }
    }

    @Test
    void takesTypesThatAreToldApart() {
        var one = type("0800", "One", traceFrom(5, "1"));
        var oneOrTwo = type("0800", "One or two", traceFrom(5, "1", "2"));
        var elsewhere = type("0800", "Elsewhere", traceFrom(4, "1"));
        var others = type("0800", "Others");
        var otherMti = type("0820", "Others");

        var dialect = small().messages(one, oneOrTwo, elsewhere, others, otherMti).build();

        var message = Message.builder(dialect, "0800").set(TRACE, "000002").build();
        assertThat(dialect.typeOf(message)).contains(oneOrTwo);
    }

    @ParameterizedTest
    @CsvSource({"0200, 0330", "0421, 0431", "0800, 0800", "1804, 1810", "0210, 0220", "0210, 0210"})
    void refusesAnswersThatNoRequestHas(String request, String answer) {
        var asked = type(request, "Asked").answeredBy(type(answer, "Told", traceFrom(5, "1")));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> small().messages(asked).build())
                .withMessage(
                        "must be answered by its own MTI's answer: %s Asked, dialect small",
                        request);
    }

    @ParameterizedTest
    @CsvSource({"0200, 0210", "0420, 0430", "0421, 0430", "1804, 1814", "1805, 1814", "0402, 0412"})
    void takesAnswersThatRequestsHave(String request, String answer) {
        var told = type(answer, "Told");

        var dialect = small().messages(type(request, "Asked").answeredBy(told)).build();

        assertThat(dialect.types()).contains(told);
        assertThat(Message.builder(dialect, request).unchecked().answerMti()).isEqualTo(answer);
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
    void startsAnotherFromItself() {
        var mark = type("0800", "Marked", traceFrom(5, "1"));
        var network =
                small().mti(MtiFormat.ASCII)
                        .bitmap(BitmapFormat.HEX)
                        .secondBitmap()
                        .fields(List.of(NETWORK_CODE))
                        .messages(mark)
                        .build();

        var copy = network.toBuilder("copy").build();

        assertThat(copy.name()).isEqualTo("copy");
        assertThat(network.name()).isEqualTo("small");
        assertThat(copy.fields())
                .isEqualTo(List.of(TRACE, TERMINAL, NETWORK_CODE))
                .isEqualTo(network.fields());
        assertThat(copy.types()).isEqualTo(network.types());
        var message = Message.builder(copy, "0800").set(NETWORK_CODE, "301").set(TRACE, "000001");
        assertThat(network.read(copy.pack(message.unchecked()))).isInstanceOf(Read.Complete.class);
    }

    /// Fields are the same however they are written, and so types of a dialect are types of one
    /// that is derived from it.
    @Test
    void knowsItsTypesWhenAllFieldsAreWrittenDifferently() {
        var mark = type("0800", "Marked", traceFrom(5, "1"));
        var ascii =
                small().messages(mark).build().toBuilder("ascii")
                        .recoded(Recoding.NONE.writing(Encodings.BCD, Encodings.DIGITS))
                        .fields(digits(48, 4))
                        .build();

        assertThat(ascii.fields()).extracting(Field::number).containsExactly(11, 41, 48);
        var message = Message.builder(ascii, "0800").set(TRACE, "000001").build();
        assertThat(ascii.pack(message)).endsWith("000001".getBytes(US_ASCII));
        assertThat(ascii.typeOf(message)).contains(mark);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                ascii.toBuilder("more")
                                        .messages(type("0800", "Marked", traceFrom(5, "1")))
                                        .build());
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

    /// So an answer's fields are copied in the order in which they are sent.
    @Test
    void keepsFieldsInTheOrderDeclared() {
        var answer =
                TerminalDialect.DIALECT.types().stream()
                        .filter(it -> it.name().equals("Purchase answer"))
                        .findFirst()
                        .orElseThrow();

        assertThat(answer.echoed()).hasSize(11).extracting(Field::number).isSorted();
        assertThat(answer.required())
                .extracting(Field::number)
                .endsWith(11, 12, 13, 37, 39, 41, 42);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234567", "123456789", "é2345678", ""})
    void refusesTextsThatTheirFieldNeverHas(String text) {
        for (var never : List.of(Condition.is(TERMINAL, text), Condition.isNot(TERMINAL, text))) {
            var type = type("0800", "Asked").allows(TERMINAL).requiresIf(never, TRACE);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> small().messages(type).build())
                    .withMessage(
                            "must be a text of the field: %s in 0800 Asked, dialect small", text);
        }
    }

    @Test
    void refusesRulesForWhatIsNeverCarried() {
        var rule =
                type("0800", "Asked")
                        .requires(TRACE)
                        .expectsIf(Condition.present(TRACE), Condition.is(TERMINAL, "12345678"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> small().messages(rule).build())
                .withMessage(
                        "must be carried to be expected to say something:"
                                + " 41 Terminal in 0800 Asked, dialect small");
        assertThat(small().messages(rule.allows(TERMINAL)).build()).isNotNull();
    }

    @Test
    void refusesToForbidSometimesWhatIsNeverCarried() {
        var type = type("0800", "Asked").ignoresOthers().requires(TRACE);
        var barred = type.forbidsIf(Condition.present(TRACE), TERMINAL);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> small().messages(barred).build())
                .withMessage(
                        "must be carried where it is not forbidden:"
                                + " 41 Terminal in 0800 Asked, dialect small");
    }

    /// No message could be sound.
    @Test
    void refusesToRequireWhatIsAlwaysForbidden() {
        var mark = new Condition.Digits(TRACE, "11", 0, List.of("000001"));
        var wider = new Condition.Digits(TRACE, "11", 0, List.of("000001", "000002"));
        var type = type("0800", "Asked").when(mark).requires(TERMINAL);

        for (var always :
                List.of(
                        mark,
                        wider,
                        Condition.present(TRACE),
                        Condition.anyOf(Condition.isNot(TERMINAL, "12345678"), mark))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> small().messages(type.forbidsIf(always, TERMINAL)).build())
                    .withMessage(
                            "must be required or always forbidden, not both:"
                                    + " 41 Terminal in 0800 Asked, dialect small");
        }
        var sometimes = Condition.is(TERMINAL, "12345678");
        assertThat(small().messages(type.forbidsIf(sometimes, TERMINAL)).build()).isNotNull();
    }
}
