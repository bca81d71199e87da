package io.shoudan.iso8583.terminal;

import static io.shoudan.iso8583.terminal.TerminalDialect.ACQUIRER;
import static io.shoudan.iso8583.terminal.TerminalDialect.AMOUNT;
import static io.shoudan.iso8583.terminal.TerminalDialect.AUTHORIZATION_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.DIALECT;
import static io.shoudan.iso8583.terminal.TerminalDialect.EXPIRY;
import static io.shoudan.iso8583.terminal.TerminalDialect.INSTITUTIONS;
import static io.shoudan.iso8583.terminal.TerminalDialect.LOCAL_DATE;
import static io.shoudan.iso8583.terminal.TerminalDialect.LOCAL_TIME;
import static io.shoudan.iso8583.terminal.TerminalDialect.MERCHANT;
import static io.shoudan.iso8583.terminal.TerminalDialect.OPERATOR_OR_SCHEME;
import static io.shoudan.iso8583.terminal.TerminalDialect.PAN;
import static io.shoudan.iso8583.terminal.TerminalDialect.PIN_BLOCK;
import static io.shoudan.iso8583.terminal.TerminalDialect.PROCESSING_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.RESPONSE_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.RETRIEVAL_REFERENCE;
import static io.shoudan.iso8583.terminal.TerminalDialect.SECURITY_CONTROL;
import static io.shoudan.iso8583.terminal.TerminalDialect.SETTLEMENT_DATE;
import static io.shoudan.iso8583.terminal.TerminalDialect.SM4_DIALECT;
import static io.shoudan.iso8583.terminal.TerminalDialect.TERMINAL;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRACE_NUMBER;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRANSACTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Finding;
import io.shoudan.iso8583.IncompleteMessage;
import io.shoudan.iso8583.MalformedMessage;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.MissingField;
import io.shoudan.iso8583.PinBlock;
import io.shoudan.iso8583.mac.MacAlgorithm;
import io.shoudan.iso8583.terminal.TerminalFrame.Received;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalFrameTest {

    private static final byte[] MAK = HexFormat.of().parseHex("89898989ABABABAB");

    private static TerminalFrame golden(String name) {
        return TerminalFrame.unpack(GoldenFrame.named(name).body());
    }

    /// Built as a host would, the answer must be the golden one, byte for byte and with its MAC.
    @Test
    void answersAPurchaseLikeTheGoldenAnswer() {
        var answer =
                golden("purchase-manual")
                        .answer(
                                ProcessingRequirement.NONE,
                                reply ->
                                        reply.set(LOCAL_TIME, LocalTime.of(9, 31, 5))
                                                .set(LOCAL_DATE, MonthDay.of(11, 22))
                                                .set(SETTLEMENT_DATE, MonthDay.of(11, 22))
                                                .set(ACQUIRER, "00098310")
                                                .set(RETRIEVAL_REFERENCE, "632600000042")
                                                .set(AUTHORIZATION_CODE, "A1B2C3")
                                                .set(RESPONSE_CODE, "00")
                                                .set(INSTITUTIONS, "03080000   00098310   ")
                                                .set(OPERATOR_OR_SCHEME, "CUP"))
                        .authenticated(input -> MacAlgorithm.ECB.mac(MAK, input));

        assertThat(answer.body()).isEqualTo(GoldenFrame.named("purchase-approved").body());
    }

    /// What every answer has.
    private static void stamp(Message.Builder reply) {
        reply.set(LOCAL_TIME, LocalTime.of(9, 31, 5))
                .set(LOCAL_DATE, MonthDay.of(11, 22))
                .set(RETRIEVAL_REFERENCE, "632600000042")
                .set(RESPONSE_CODE, "77");
    }

    /// A terminal can't do with less.
    @ParameterizedTest
    @ValueSource(ints = {12, 13, 37, 39})
    void refusesAnAnswerThatLacks(int number) {
        var request = golden("purchase-manual");

        var incomplete =
                catchThrowableOfType(
                        IncompleteMessage.class,
                        () ->
                                request.answer(
                                        ProcessingRequirement.NONE,
                                        reply -> {
                                            stamp(reply);
                                            reply.remove(DIALECT.field(number).orElseThrow());
                                        }));

        assertThat(incomplete.findings())
                .extracting(Finding::path)
                .containsExactly(Integer.toString(number));
    }

    /// A request that is unusual and acted upon gets as whole an answer as any.
    @Test
    void refusesAnAnswerThatLacksWhatAnyHasToAnUnusualRequest() {
        var sound = golden("purchase-chip-pin-19-digit-pan");
        var unusual =
                sound.message().toBuilder().set(SECURITY_CONTROL, "0600000000000000").unchecked();
        var request = TerminalFrame.of(sound.tpdu(), sound.header(), unusual);
        assertThat(DIALECT.check(unusual)).hasOnlyElementsOfType(Finding.Unexpected.class);
        assertThat(DIALECT.check(unusual)).isNotEmpty();

        var incomplete =
                catchThrowableOfType(
                        IncompleteMessage.class,
                        () ->
                                request.answer(
                                        ProcessingRequirement.NONE,
                                        reply -> reply.set(RESPONSE_CODE, "00")));

        assertThat(incomplete.findings()).extracting(Finding::path).contains("12", "13", "37");
    }

    /// Also of a frame behind whose last field bytes are left over.
    @Test
    void computesTheMacOverWhatIsInFrontOfIt() {
        var whole = GoldenFrame.named("purchase-manual").body();
        var longer = TerminalFrame.readSender(Arrays.copyOf(whole, whole.length + 3));

        assertThat(longer).isInstanceOf(Received.Broken.class);
        assertThat(((Received.Broken) longer).frame().macInput())
                .isEqualTo(golden("purchase-manual").macInput());
    }

    /// Terminals mustn't get what they don't expect.
    @Test
    void refusesAnAnswerWithAFieldOfOtherAnswers() {
        var request = golden("echo");

        assertThat(
                        catchThrowableOfType(
                                        IncompleteMessage.class,
                                        () ->
                                                request.answer(
                                                        ProcessingRequirement.NONE,
                                                        reply -> {
                                                            stamp(reply);
                                                            reply.set(AMOUNT, 1L);
                                                        }))
                                .findings())
                .containsExactly(new Finding.NotAllowed(AMOUNT));
    }

    /// The refusal of a request that lacks what tells its kind, of one of no kind, and of one that
    /// lacks something else: none can be held to what an answer requires.
    @ParameterizedTest
    @ValueSource(ints = {3, 11, 60})
    void answersARequestThatLacks(int number) {
        var sound = golden("purchase-manual");
        var field = DIALECT.field(number).orElseThrow();
        var lacking = sound.message().toBuilder().remove(field).unchecked();

        var answer =
                TerminalFrame.of(sound.tpdu(), sound.header(), lacking)
                        .answer(
                                ProcessingRequirement.NONE,
                                reply -> reply.set(RESPONSE_CODE, "30"));

        assertThat(answer.message().get(RESPONSE_CODE)).isEqualTo("30");
        assertThat(answer.message().fields())
                .contains(PAN, AMOUNT, TERMINAL, MERCHANT)
                .doesNotContain(field);
    }

    @Test
    void answersARequestOfNoKind() {
        var sound = golden("purchase-manual");
        var unknown = sound.message().toBuilder().set(PROCESSING_CODE, "990000").unchecked();

        var answer =
                TerminalFrame.of(sound.tpdu(), sound.header(), unknown)
                        .answer(
                                ProcessingRequirement.NONE,
                                reply -> reply.set(RESPONSE_CODE, "40"));

        assertThat(answer.message().get(PROCESSING_CODE)).isEqualTo("990000");
    }

    @Test
    void asksForANewSignOnInTheHeader() {
        var request = golden("sign-on-003");

        var answer = request.answer(ProcessingRequirement.SIGN_ON, TerminalFrameTest::stamp);

        assertThat(answer.tpdu()).isEqualTo(Tpdu.of("6000000003"));
        assertThat(answer.header().text()).isEqualTo("613103310000");
        assertThat(answer.header().processingRequirement()).contains(ProcessingRequirement.SIGN_ON);
        assertThat(answer.message().mti()).isEqualTo("0810");
        assertThat(answer.message().fields())
                .containsExactly(
                        TRACE_NUMBER,
                        LOCAL_TIME,
                        LOCAL_DATE,
                        RETRIEVAL_REFERENCE,
                        RESPONSE_CODE,
                        TERMINAL,
                        MERCHANT,
                        TRANSACTION);
        assertThatIllegalStateException()
                .isThrownBy(() -> answer.answer(ProcessingRequirement.NONE, _ -> {}));
    }

    /// The refusal of a broken request repeats what was readable in it.
    @Test
    void answersABrokenRequest() {
        var body = GoldenFrame.named("purchase-manual").body();
        // Field 3 follows length and digits of the card number.
        body[11 + 2 + 8 + 9] = (byte) 0xAA;

        assertThat(TerminalFrame.read(body))
                .isInstanceOfSatisfying(
                        Received.Broken.class,
                        broken -> {
                            assertThat(broken.why().path()).isEqualTo("3");
                            assertThat(broken.why().position()).isEqualTo(30);
                            var answer = broken.frame().answer(ProcessingRequirement.NONE, _ -> {});
                            assertThat(answer.message().fields())
                                    .contains(PAN, AMOUNT, TRACE_NUMBER, TERMINAL, MERCHANT)
                                    .doesNotContain(PROCESSING_CODE);
                        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20, 4097})
    void refusesFramesOutOfBounds(int length) {
        assertThat(
                        catchThrowableOfType(
                                MalformedMessage.class, () -> TerminalFrame.read(new byte[length])))
                .hasMessageContaining("must be 21..4096 bytes");
    }

    @Test
    void readsFramesAtTheLimits() {
        var shortest =
                HexFormat.of().parseHex("6000030000" + "613100310000" + "0820" + "00".repeat(8));

        assertThat(TerminalFrame.read(shortest)).isInstanceOf(Received.Complete.class);
        assertThat(TerminalFrame.read(Arrays.copyOf(shortest, 4096)))
                .isInstanceOfSatisfying(
                        Received.Broken.class, b -> assertThat(b.why().path()).isEqualTo("end"));
    }

    /// Which profile a terminal has is known by its TID only, and field 52 differs between
    /// profiles.
    @Test
    void readsTheSenderBeforeTheDialectIsKnown() {
        var plain = golden("purchase-mac-sm4");
        var message =
                Message.builder(SM4_DIALECT, "0200")
                        .set(TRACE_NUMBER, "000071")
                        .set(TERMINAL, "90010001")
                        .set(MERCHANT, "898310058120001")
                        .set(PIN_BLOCK, PinBlock.of(new byte[16]))
                        .set(SECURITY_CONTROL, SecurityControl.USUAL.text())
                        .unchecked();
        var body = TerminalFrame.of(plain.tpdu(), plain.header(), message).body();

        assertThat(TerminalFrame.read(body)).isInstanceOf(Received.Broken.class);
        assertThat(TerminalFrame.readSender(body).frame().message().get(TERMINAL))
                .isEqualTo("90010001");
        assertThat(TerminalFrame.read(body, SM4_DIALECT))
                .isInstanceOfSatisfying(
                        Received.Complete.class,
                        c -> assertThat(c.frame().message()).isEqualTo(message));
    }

    /// A pad nibble of F is read like 0, but the MAC is over the byte that came. What we echo of it
    /// is written as we write it.
    @Test
    void computesMacsOverWhatCame() {
        var body = GoldenFrame.named("purchase-manual").body();
        int lastOf60 = body.length - 9;
        assertThat(body[lastOf60]).isEqualTo((byte) 0x00);
        body[lastOf60] = 0x0F;

        var frame = TerminalFrame.unpack(body);

        var golden = golden("purchase-manual").message();
        assertThat(frame.message().get(TRANSACTION)).isEqualTo(golden.get(TRANSACTION));
        assertThat(frame.macInput()).endsWith(0x0F);
        assertThat(frame.body()).isEqualTo(body);
        var echo = Message.builder(golden.dialect(), golden.mti());
        echo.copy(frame.message(), golden.fields());
        assertThat(echo.build()).isEqualTo(golden);
    }

    @Test
    void hasNoMacInputWithoutAMac() {
        assertThat(catchThrowableOfType(MissingField.class, () -> golden("echo").macInput()).path())
                .isEqualTo("64");
    }

    @Test
    void neverGivesItsBytesAway() {
        var frame = golden("purchase-manual");
        frame.body()[20] = 0;

        assertThat(frame.body()).isEqualTo(GoldenFrame.named("purchase-manual").body());
        assertThat(frame.toString())
                .contains("622500******0014")
                .doesNotContain("6225000000000014");
    }

    @Test
    void readsTheHeader() {
        var header = new TerminalHeader("613100310000");

        assertThat(header.applicationClass()).isEqualTo("61");
        assertThat(header.softwareVersion()).isEqualTo("31310000");
        assertThat(header.terminalStatus()).isZero();
        assertThat(header.processingRequirement()).contains(ProcessingRequirement.NONE);
        assertThat(new TerminalHeader("613192310000").terminalStatus()).isEqualTo(9);
        assertThat(new TerminalHeader("613192310000").processingRequirement()).isEmpty();
        for (var wrong : new String[] {"", "61310031000", "61310031000a", "6131003100000"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new TerminalHeader(wrong));
        }
    }

    @ParameterizedTest
    @CsvSource({"6000030000, 6000000003", "60FFFF0001, 600001FFFF"})
    void swapsAddresses(String tpdu, String swapped) {
        assertThat(Tpdu.of(tpdu).swapped().text()).isEqualTo(swapped);
        assertThat(Tpdu.of(tpdu).swapped().swapped()).isEqualTo(Tpdu.of(tpdu));
    }

    @Test
    void refusesWhatIsNoTpdu() {
        assertThatIllegalArgumentException().isThrownBy(() -> Tpdu.of("60000300"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Tpdu(256, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Tpdu(0, -1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Tpdu(0, 0, 65_536));
    }

    /// A purchase with a bad expiry can be entered again. A reversal can't: refused, it would be
    /// sent for ever while the money stays reserved.
    @Test
    void takesABadDetailOfAReversalAsAbsent() {
        int expiryAt = 11 + 2 + 8 + 9 + 3 + 6 + 3;
        var purchase = GoldenFrame.named("purchase-manual").body();
        var reversal = GoldenFrame.named("reversal-no-answer").body();
        assertThat(Bytes.of(reversal, expiryAt, 2).hex()).isEqualTo("3012");
        purchase[expiryAt + 1] = 0x13;
        reversal[expiryAt + 1] = 0x13;

        assertThat(TerminalFrame.read(purchase)).isInstanceOf(Received.Broken.class);
        var message = TerminalFrame.unpack(reversal).message();
        assertThat(message.has(EXPIRY)).isFalse();
        assertThat(DIALECT.check(message)).isEmpty();

        // The trace number is what the original is found by.
        reversal[expiryAt - 1] = (byte) 0xAA;
        assertThat(TerminalFrame.read(reversal)).isInstanceOf(Received.Broken.class);
    }

    /// Field 13 of a request has no meaning, so that a bad one is no reason to refuse a purchase.
    @Test
    void overlooksDefectsInFieldsThatARequestDoesntUse() {
        var frame = golden("purchase-manual");
        var message = frame.message().toBuilder().set(LOCAL_DATE, MonthDay.of(11, 22)).unchecked();
        var body = TerminalFrame.of(frame.tpdu(), frame.header(), message).body();
        int dateAt = 11 + 2 + 8 + 9 + 3 + 6 + 3;
        assertThat(Bytes.of(body, dateAt, 2).hex()).isEqualTo("1122");
        body[dateAt] = 0;

        assertThat(TerminalFrame.unpack(body).message().has(LOCAL_DATE)).isFalse();

        // The same in field 14, which is used.
        body[dateAt + 3] = 0;
        assertThat(TerminalFrame.read(body))
                .isInstanceOfSatisfying(
                        Received.Broken.class,
                        broken ->
                                assertThat(broken.frame().message().malformed())
                                        .extracting(Finding::path)
                                        .containsExactly("14"));
    }
}
