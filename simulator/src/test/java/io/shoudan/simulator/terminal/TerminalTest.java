package io.shoudan.simulator.terminal;

import static io.shoudan.iso8583.terminal.TerminalDialect.ACQUIRER;
import static io.shoudan.iso8583.terminal.TerminalDialect.ADDITIONAL_DATA;
import static io.shoudan.iso8583.terminal.TerminalDialect.AUTHORIZATION_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.KEYS_OR_TEXT;
import static io.shoudan.iso8583.terminal.TerminalDialect.LOCAL_DATE;
import static io.shoudan.iso8583.terminal.TerminalDialect.LOCAL_TIME;
import static io.shoudan.iso8583.terminal.TerminalDialect.RESPONSE_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.RETRIEVAL_REFERENCE;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRACE_NUMBER;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRANSACTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.ChipData;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.TrackTwo;
import io.shoudan.iso8583.terminal.ProcessingRequirement;
import io.shoudan.iso8583.terminal.TerminalFrame;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the terminal puts on the wire, held against frames of an independent implementation, and
/// what it learns from answers.
class TerminalTest {

    private static final Card CARD = Card.typed("6225000000000014", "3012");

    private final ScriptedHost host = new ScriptedHost();

    @AfterEach
    void close() {
        host.close();
    }

    private Terminal terminal(String batch, String trace) {
        return terminal(batch, trace, GoldenFrames.keys());
    }

    private Terminal terminal(String batch, String trace, Memory.SealedKeys keys) {
        return new Terminal(settings(), memory(batch, trace, keys), _ -> {});
    }

    private static Memory memory(String batch, String trace, Memory.SealedKeys keys) {
        return Memory.of(
                new Memory.Snapshot(batch, trace, keys, false, List.of(), List.of(), false));
    }

    private TerminalSettings settings() {
        return settings(host.port());
    }

    private static TerminalSettings settings(int port) {
        return TerminalSettings.of(
                        "127.0.0.1", port, "90010001", "898310058120001", GoldenFrames.MAIN_KEY)
                .withTimeout(Duration.ofSeconds(10));
    }

    private static ScriptedHost.Line answering(String code, Consumer<Message.Builder> more) {
        return request -> ScriptedHost.framed(authenticated(plain(request, code, more)));
    }

    private static ScriptedHost.Line answeringPlainly(String code, Consumer<Message.Builder> more) {
        return request -> ScriptedHost.framed(plain(request, code, more));
    }

    private static TerminalFrame plain(
            TerminalFrame request, String code, Consumer<Message.Builder> more) {
        return request.answer(
                ProcessingRequirement.NONE,
                answer -> {
                    answer.set(LOCAL_TIME, LocalTime.of(9, 31, 5))
                            .set(LOCAL_DATE, MonthDay.of(11, 22))
                            .set(RETRIEVAL_REFERENCE, "632600000046")
                            .set(RESPONSE_CODE, code);
                    more.accept(answer);
                });
    }

    private static TerminalFrame authenticated(TerminalFrame frame) {
        var keys =
                WorkingKeys.open(GoldenFrames.keys(), Bytes.ofHex(GoldenFrames.MAIN_KEY))
                        .orElseThrow();
        return frame.authenticated(keys::mac);
    }

    private static void skipTraces(Terminal terminal, int count) {
        for (int i = 0; i < count; i++) {
            terminal.memory().takeTrace();
        }
    }

    /// An answer that comes twice, or on another's connection, must not be lost on whoever tests
    /// the host.
    @Test
    void putsAsideWhatItDidNotAskFor() {
        host.then(request -> twice(answering("00", _ -> {}).answer(request)))
                .then(answering("51", _ -> {}));
        try (var terminal = terminal("000017", "000123")) {
            var first = terminal.purchase(1000, CARD);
            var second = terminal.purchase(2000, CARD);

            assertThat(second.responseCode()).contains("51");
            assertThat(terminal.strays())
                    .singleElement()
                    .extracting(stray -> stray.message().get(TRACE_NUMBER))
                    .isEqualTo(first.traceNumber());
        }
    }

    private static byte[] twice(byte[] bytes) {
        var both = Arrays.copyOf(bytes, 2 * bytes.length);
        System.arraycopy(bytes, 0, both, bytes.length, bytes.length);
        return both;
    }

    @Test
    void signsOnAndTakesOverKeysAndBatch() {
        host.thenFrame(GoldenFrames.frame("sign-on-003-answer"));
        try (var terminal = new Terminal(settings())) {
            var exchange = terminal.signOn();

            assertThat(host.received()).containsExactly(GoldenFrames.frame("sign-on-003"));
            assertThat(exchange.approved()).isTrue();
            assertThat(terminal.signedOn()).isTrue();
            assertThat(terminal.memory().batchNumber()).isEqualTo("000007");
        }
    }

    @Test
    void refusesKeysThatDoNotFitTheirCheckValues() {
        host.then(
                answeringPlainly(
                        "00",
                        answer ->
                                answer.set(ACQUIRER, "00098310")
                                        .set(KEYS_OR_TEXT, Bytes.of(new byte[40]))));
        try (var terminal = new Terminal(settings())) {
            var exchange = terminal.signOn();

            assertThat(exchange.approved()).isFalse();
            assertThat(exchange.heard())
                    .extracting(heard -> ((Heard.Answered) heard).trust())
                    .isEqualTo(Heard.Trust.KEYS_WRONG);
            assertThat(terminal.signedOn()).isFalse();
        }
    }

    @Test
    void hearsARefusedSignOn() {
        host.then(answeringPlainly("97", _ -> {}));
        try (var terminal = new Terminal(settings())) {
            var exchange = terminal.signOn();

            assertThat(exchange.believed()).isTrue();
            assertThat(exchange.approved()).isFalse();
            assertThat(exchange.responseCode()).contains("97");
        }
    }

    @Test
    void buysVoidsAndRefundsLikeTheGoldenTerminal() {
        host.thenFrame(GoldenFrames.frame("purchase-approved")).thenHangUp().thenHangUp();
        try (var terminal = terminal("000007", "000042")) {
            var purchase = terminal.purchase(12345, CARD);
            skipTraces(terminal, 2);
            terminal.voidOf("000042");
            terminal.refund("000042", 5000);

            assertThat(purchase.approved()).isTrue();
            assertThat(purchase.heard())
                    .extracting(heard -> ((Heard.Answered) heard).trust())
                    .isEqualTo(Heard.Trust.VERIFIED);
            assertThat(host.received())
                    .containsExactly(
                            GoldenFrames.frame("purchase-manual"),
                            GoldenFrames.frame("void"),
                            GoldenFrames.frame("refund-partial"));
        }
    }

    @Test
    void reversesWithTheOriginalsTrace() {
        host.thenHangUp().then(answering("00", _ -> {}));
        try (var terminal = terminal("000007", "000042")) {
            var purchase = terminal.purchase(12345, CARD);
            assertThat(purchase.heard()).isEqualTo(new Heard.Unanswered(Heard.Reason.CLOSED));
            assertThat(terminal.reversalsDue())
                    .extracting(Slip::traceNumber)
                    .containsOnly("000042");
            var reversal = terminal.reverse("000042");

            assertThat(reversal.approved()).isTrue();
            assertThat(terminal.reversalsDue()).isEmpty();
            assertThat(host.received())
                    .containsExactly(
                            GoldenFrames.frame("purchase-manual"),
                            GoldenFrames.frame("reversal-no-answer"));
        }
    }

    @ParameterizedTest
    @CsvSource({"echo, 000052", "sign-off, 000053"})
    void asksWithoutACard(String name, String trace) {
        host.then(answeringPlainly("00", _ -> {}));
        try (var terminal = terminal("000007", trace)) {
            var exchange = name.equals("echo") ? terminal.echo() : terminal.signOff();

            assertThat(exchange.approved()).isTrue();
            assertThat(host.received()).containsExactly(GoldenFrames.frame(name));
            assertThat(terminal.signedOn()).isEqualTo(name.equals("echo"));
        }
    }

    @Test
    void asksForABalance() {
        host.thenHangUp();
        try (var terminal = terminal("000007", "000048")) {
            terminal.balance(CARD);

            assertThat(host.received()).containsExactly(GoldenFrames.frame("balance"));
            assertThat(terminal.reversalsDue()).isEmpty();
        }
    }

    @Test
    void enciphersThePinOfAChipCard() {
        var name = "purchase-chip-pin-19-digit-pan";
        var card =
                Card.inserted(
                                TrackTwo.of(GoldenFrames.field(name, 35)),
                                "001",
                                ChipData.of(Bytes.ofHex(GoldenFrames.field(name, 55))))
                        .withPin("123456");
        try (var terminal = terminal("000007", "000043")) {
            terminal.purchase(100, card);

            assertThat(host.received()).containsExactly(GoldenFrames.frame(name));
        }
    }

    @Test
    void takesALongMacKey() {
        try (var terminal = terminal("000007", "000044", GoldenFrames.longKeys())) {
            terminal.purchase(999, Card.tapped("4111111111111111", "3012"));

            assertThat(host.received())
                    .containsExactly(GoldenFrames.frame("purchase-contactless-mak16"));
        }
    }

    @Test
    void settlesAndUploadsLikeTheGoldenTerminal() {
        host.thenFrame(GoldenFrames.frame("purchase-approved"))
                .then(answering("00", answer -> answer.set(AUTHORIZATION_CODE, "A1B2C3")))
                .then(answeringPlainly("00", ScriptedBalance::balanced))
                .then(answeringPlainly("00", answer -> answer.set(ADDITIONAL_DATA, "02")))
                .then(answeringPlainly("00", answer -> answer.set(ADDITIONAL_DATA, "0002")));
        try (var terminal = terminal("000007", "000042")) {
            terminal.purchase(12345, CARD);
            skipTraces(terminal, 3);
            terminal.refund("000042", 5000);
            skipTraces(terminal, 2);
            var settlement = terminal.settle();
            var upload = terminal.upload();
            var end = terminal.uploadEnd();

            assertThat(settlement.approved()).isTrue();
            assertThat(upload).hasSize(1).allMatch(Exchange::approved);
            assertThat(end.approved()).isTrue();
            assertThat(terminal.memory().batchNumber()).isEqualTo("000008");
            assertThat(host.received().subList(1, 5))
                    .containsExactly(
                            GoldenFrames.frame("refund-partial"),
                            GoldenFrames.frame("settlement"),
                            GoldenFrames.frame("batch-upload"),
                            GoldenFrames.frame("batch-upload-end"));
        }
    }

    /// Answers of the host to the golden settlement.
    private static final class ScriptedBalance {

        static void balanced(Message.Builder answer) {
            answer.set(ADDITIONAL_DATA, totals(1));
        }

        static void unbalanced(Message.Builder answer) {
            answer.set(ADDITIONAL_DATA, totals(2));
        }

        private static String totals(int verdict) {
            return "000000012345001000000005000001"
                    + verdict
                    + "000000000000000000000000000000"
                    + 1;
        }
    }

    @Test
    void keepsTheBatchOpenUntilAnUnbalancedUploadEnds() {
        host.then(answeringPlainly("00", ScriptedBalance::unbalanced))
                .then(answeringPlainly("00", answer -> answer.set(ADDITIONAL_DATA, "0000")));
        try (var terminal = terminal("000007", "000001")) {
            terminal.settle();
            assertThat(terminal.memory().batchNumber()).isEqualTo("000007");
            var end = terminal.uploadEnd();

            assertThat(end.request().message().get(TRANSACTION).text()).isEqualTo("00000007202");
            assertThat(terminal.memory().batchNumber()).isEqualTo("000008");
        }
    }

    @Test
    void believesNoAnswerWhoseMacIsWrong() {
        host.then(
                request ->
                        ScriptedHost.framed(
                                plain(request, "00", _ -> {}).authenticated(_ -> new byte[8])));
        try (var terminal = terminal("000007", "000042")) {
            var exchange = terminal.purchase(100, CARD);

            assertThat(exchange.heard())
                    .extracting(heard -> ((Heard.Answered) heard).trust())
                    .isEqualTo(Heard.Trust.MAC_WRONG);
            assertThat(exchange.approved()).isFalse();
            assertThat(terminal.reversalsDue()).hasSize(1);
        }
    }

    @Test
    void believesNoApprovalWithoutAMac() {
        host.then(answeringPlainly("00", _ -> {})).then(answeringPlainly("77", _ -> {}));
        try (var terminal = terminal("000007", "000042")) {
            assertThat(terminal.purchase(100, CARD).heard())
                    .extracting(heard -> ((Heard.Answered) heard).trust())
                    .isEqualTo(Heard.Trust.MAC_MISSING);
            assertThat(terminal.purchase(100, CARD).heard())
                    .extracting(heard -> ((Heard.Answered) heard).trust())
                    .isEqualTo(Heard.Trust.UNPROTECTED);
        }
    }

    @Test
    void passesOverAnswersToOtherRequests() {
        host.then(
                request -> {
                    var stale = HexBytes.of(GoldenFrames.frame("purchase-approved"));
                    var answer = ScriptedHost.framed(authenticated(plain(request, "51", _ -> {})));
                    return HexBytes.joined(stale, answer);
                });
        try (var terminal = terminal("000007", "000099")) {
            assertThat(terminal.purchase(151, CARD).responseCode()).contains("51");
        }
    }

    @Test
    void tellsGarbageFromAnAnswer() {
        host.thenFrame("0003FFFFFF");
        try (var terminal = terminal("000007", "000099")) {
            assertThat(terminal.echo().heard())
                    .isEqualTo(new Heard.Unanswered(Heard.Reason.GARBLED));
        }
    }

    /// The port is taken and not listened on: a free one may be anybody's the next moment.
    @Test
    void tellsThatNobodyIsThere() throws IOException {
        try (var taken = new Socket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            var memory = memory("000007", "000099", GoldenFrames.keys());
            try (var terminal = new Terminal(settings(taken.getLocalPort()), memory, _ -> {})) {
                assertThat(terminal.echo().heard())
                        .isEqualTo(new Heard.Unanswered(Heard.Reason.NOT_CONNECTED));
            }
        }
    }

    @Test
    void giveUpWaiting() {
        var patience = Duration.ofMillis(200);
        host.then(_ -> new byte[] {0});
        var memory = Memory.startingAt("000007", "000001");
        try (var terminal = new Terminal(settings().withTimeout(patience), memory, _ -> {})) {
            assertThat(terminal.echo().heard())
                    .isEqualTo(new Heard.Unanswered(Heard.Reason.TIMED_OUT));
        }
    }

    @Test
    void sendsFaultyMessagesForThoseWhoTestHosts() {
        host.then(answeringPlainly("A0", _ -> {})).then(answering("94", _ -> {}));
        try (var terminal = terminal("000007", "000042")) {
            var draft = terminal.drafts().purchase(100, CARD);
            var refused = terminal.exchange(terminal.frameWithWrongMac(draft));
            var again = terminal.exchange(draft.toBuilder().unchecked());

            assertThat(refused.responseCode()).contains("A0");
            assertThat(again.responseCode()).contains("94");
            assertThat(terminal.memory().slips()).hasSize(1);
        }
    }

    @Test
    void remembersBothSidesOfAVoidAndOfItsReversal() {
        host.thenFrame(GoldenFrames.frame("purchase-approved"))
                .then(answering("00", _ -> {}))
                .then(answering("00", _ -> {}));
        try (var terminal = terminal("000007", "000042")) {
            terminal.purchase(12345, CARD);
            terminal.voidOf("000042");
            assertThat(terminal.memory().slips())
                    .extracting(Slip::state)
                    .containsExactly(Slip.State.VOIDED, Slip.State.APPROVED);
            terminal.reverse("000043");
            assertThat(terminal.memory().slips())
                    .extracting(Slip::state)
                    .containsExactly(Slip.State.APPROVED, Slip.State.REVERSED);
        }
    }

    @Test
    void needsKeysForMoney() {
        try (var terminal = new Terminal(settings())) {
            assertThatThrownBy(() -> terminal.purchase(100, CARD))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("must sign on first: no keys");
        }
    }
}
