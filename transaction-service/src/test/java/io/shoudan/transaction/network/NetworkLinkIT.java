package io.shoudan.transaction.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shoudan.contracts.Money;
import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.network.NetworkDialect;
import io.shoudan.platform.Ticker;
import io.shoudan.platform.request.Deadline;
import io.shoudan.platform.testing.Eventually;
import io.shoudan.transaction.network.NetworkReply.Reason;
import io.shoudan.transaction.network.NetworkRequest.AcceptorData;
import io.shoudan.transaction.network.NetworkRequest.CardData;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the link does with what a network sends, and when, over a real socket.
class NetworkLinkIT {

    private static final Currency CNY = Currency.getInstance("CNY");
    private static final Deadline LONG = Deadline.in(Duration.ofMinutes(5));
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final Duration RESTLESS = Duration.ofMillis(200);
    private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");

    private final RawNetwork network = RawNetwork.start();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<String> late = new ConcurrentLinkedQueue<>();
    private final Queue<String> differing = new ConcurrentLinkedQueue<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final LateDesk desk = new LateDesk(meters);
    private final IsoNetworkLink link =
            new IsoNetworkLink(
                    properties(PATIENT, PATIENT),
                    new Listener(),
                    desk,
                    Clock.systemUTC(),
                    Ticker.system(),
                    meters);
    private LinkKeeper keeper = keeper(PATIENT, PATIENT);

    /// So patient that a stalled machine changes nothing, for what is not about time.
    private NetworkProperties properties(Duration echoInterval, Duration connectTimeout) {
        return new NetworkProperties(
                "UNIONPAY",
                "127.0.0.1",
                network.port(),
                Duration.ofSeconds(20),
                connectTimeout,
                Duration.ofSeconds(1),
                echoInterval,
                Duration.ofMillis(20),
                Duration.ofMillis(50));
    }

    private LinkKeeper keeper(Duration echoInterval, Duration connectTimeout) {
        return new LinkKeeper(
                link, desk, properties(echoInterval, connectTimeout), Ticker.system());
    }

    private final class Listener implements LateAnswers {
        @Override
        public void arrived(LateAnswer answer) {
            late.add(answer.retrievalReference());
        }

        @Override
        public void differed(UUID paymentId, String differences) {
            differing.add(differences);
        }
    }

    @AfterEach
    void stop() throws IOException {
        keeper.stop();
        network.close();
        callers.close();
    }

    @Test
    void sendsNothingBeforeTheNetworkSignOnIsAnswered() throws Exception {
        network.answersManagement(false);
        keeper.start();
        var signOn = network.nextManagement();

        assertThat(signOn.get(NetworkDialect.NETWORK_CODE)).isEqualTo("001");
        assertThat(link.send(purchase(1), LONG, () -> null))
                .isEqualTo(new NetworkReply.NotSent(Reason.NOT_CONNECTED));
        network.send(RawNetwork.answerTo(signOn).unchecked());
        Eventually.until("signed on", link::signedOn);
        assertThat(network.heardNothingElse()).isTrue();
    }

    @Test
    void readsAnAnswerThatTrickles() throws Exception {
        var reply = sending(purchase(1));
        network.trickle(approval(network.nextRequest(), "100001"));

        assertThat(reply.get()).isEqualTo(new NetworkReply.Approved("00", "100001", null, null));
    }

    @Test
    void matchesAnswersThatComeInAnotherOrderAndInOneSegment() throws Exception {
        var first = sending(purchase(1));
        var firstRequest = network.nextRequest();
        var second = sending(purchase(2));
        var secondRequest = network.nextRequest();
        network.send(approval(secondRequest, "100002"), approval(firstRequest, "100001"));

        assertThat(first.get()).isEqualTo(new NetworkReply.Approved("00", "100001", null, null));
        assertThat(second.get()).isEqualTo(new NetworkReply.Approved("00", "100002", null, null));
    }

    /// Trace numbers wrap: an answer that has only the trace right is another's.
    @Test
    void keepsWaitingAfterAnAnswerWithAnotherTimeOrAmount() throws Exception {
        var reply = sending(purchase(1));
        var request = network.nextRequest();
        var right = approval(request, "100001");
        network.send(
                right.toBuilder().set(NetworkDialect.TRANSMISSION_TIME, "0101000000").unchecked(),
                right.toBuilder().set(NetworkDialect.AMOUNT, 1L).unchecked(),
                right);

        assertThat(reply.get()).isEqualTo(new NetworkReply.Approved("00", "100001", null, null));
        Eventually.until("told twice", () -> differing.size() == 2);
        assertThat(differing).containsExactly("fields 7", "fields 4");
    }

    /// The same wrap, seen from the other payment: its late approval comes under the trace of one
    /// that is waited for.
    @Test
    void handsOnAnAnswerUnderItsTraceThatNamesAnotherPayment() throws Exception {
        var reply = sending(purchase(1));
        var right = approval(network.nextRequest(), "100001");
        network.send(
                right.toBuilder()
                        .set(NetworkDialect.RETRIEVAL_REFERENCE, "632600000007")
                        .unchecked(),
                right);

        assertThat(reply.get()).isEqualTo(new NetworkReply.Approved("00", "100001", null, null));
        Eventually.until("handed on", () -> late.size() == 1);
        assertThat(late).containsExactly("632600000007");
    }

    @Test
    void handsLateAnswersOn() throws Exception {
        connected();
        var reply = sending(purchase(1), Deadline.in(Duration.ofSeconds(2)));
        var request = network.nextRequest();

        assertThat(reply.get()).isEqualTo(new NetworkReply.NoReply());
        network.send(approval(request, "100001"));
        Eventually.until("handed on", () -> late.contains("632600000001"));
    }

    /// Trace numbers wrap: two answers under one name could not be told apart.
    @Test
    void sendsNothingUnderANameThatIsOnTheWire() throws Exception {
        var first = sending(purchase(1));
        var right = approval(network.nextRequest(), "100001");

        assertThat(link.send(purchase(1), LONG, () -> null))
                .isEqualTo(new NetworkReply.NotSent(Reason.WINDOW_FULL));
        network.send(right);
        assertThat(first.get()).isInstanceOf(NetworkReply.Approved.class);
    }

    @Test
    void asksDeadlineAndSwitchRightBeforeTheWrite() throws Exception {
        connected();
        assertThat(link.send(purchase(1), Deadline.in(Duration.ZERO), () -> null))
                .isEqualTo(new NetworkReply.NotSent(Reason.DEADLINE_PASSED));
        assertThat(link.send(purchase(2), LONG, () -> Reason.SWITCHED_OFF))
                .isEqualTo(new NetworkReply.NotSent(Reason.SWITCHED_OFF));
        assertThat(network.heardNothingElse()).isTrue();
    }

    @Test
    void hasNoReplyWhenTheConnectionBreaksAndConnectsAgain() throws Exception {
        var reply = sending(purchase(1));
        network.nextRequest();
        network.hangUp();

        assertThat(reply.get()).isEqualTo(new NetworkReply.NoReply());
        Eventually.until("signed on again", link::signedOn);
        var next = sending(purchase(2));
        network.send(approval(network.nextRequest(), "100002"));
        assertThat(next.get()).isInstanceOf(NetworkReply.Approved.class);
    }

    /// Nothing can be cut into frames after a length that can't be.
    @Test
    void connectsAgainAfterGarbage() throws Exception {
        connected();
        network.nextManagement();
        network.sendRaw(new byte[] {0, 1, 2});

        assertThat(network.nextManagement().get(NetworkDialect.NETWORK_CODE)).isEqualTo("001");
        Eventually.until("signed on again", link::signedOn);
    }

    @Test
    void skipsAMessageThatItCannotRead() throws Exception {
        var reply = sending(purchase(1));
        var right = approval(network.nextRequest(), "100001");
        var broken = new byte[30];
        broken[1] = 28;
        network.sendRaw(broken);
        network.send(right);

        assertThat(reply.get()).isInstanceOf(NetworkReply.Approved.class);
    }

    @Test
    void testsAnIdleConnectionAndLeavesADeadOne() throws Exception {
        keeper = keeper(RESTLESS, Duration.ofSeconds(1));
        connected();
        assertThat(network.nextManagement().get(NetworkDialect.NETWORK_CODE)).isEqualTo("001");
        assertThat(network.nextManagement().get(NetworkDialect.NETWORK_CODE)).isEqualTo("301");

        network.answersManagement(false);
        Eventually.until("no longer signed on", () -> !link.signedOn());
    }

    /// A half-dead connection takes everything and answers nothing.
    @Test
    void leavesADeadConnectionHoweverMuchItSends() throws Exception {
        keeper = keeper(RESTLESS, Duration.ofSeconds(1));
        connected();
        network.answersManagement(false);

        Eventually.until(
                "no longer signed on",
                () -> {
                    link.send(purchase(1), Deadline.in(RESTLESS.dividedBy(4)), () -> null);
                    return !link.signedOn();
                });
    }

    /// What was read is handled: the desk closes after the last who puts something there.
    @Test
    void dropsNoLateAnswerWhenItStops() throws Exception {
        connected();
        var reply = sending(purchase(1), Deadline.in(Duration.ofSeconds(2)));
        var answer = approval(network.nextRequest(), "100001");
        assertThat(reply.get()).isEqualTo(new NetworkReply.NoReply());
        var flood = callers.submit(() -> sendUntilTheLinkEnds(answer));
        Eventually.until("handed on", () -> !late.isEmpty());

        keeper.stop();

        flood.get();
        assertThat(meters.counter("shoudan.network.late.dropped").count()).isZero();
    }

    private void sendUntilTheLinkEnds(Message answer) {
        try {
            while (true) {
                network.send(answer);
            }
        } catch (IOException _) {
            // It has ended.
        }
    }

    @Test
    void tellsWhatAReversalWasAnswered() throws Exception {
        connected();
        for (var code : new String[] {"00", "25", "96"}) {
            var reply = callers.submit(() -> link.reverse(reversal(), LONG, () -> null));
            var request = network.nextRequest();
            assertThat(request.mti()).isEqualTo("0421");
            assertThat(request.get(NetworkDialect.ORIGINAL).mti()).isEqualTo("0200");
            network.send(
                    RawNetwork.answerTo(request)
                            .set(NetworkDialect.RESPONSE_CODE, code)
                            .unchecked());
            assertThat(reply.get())
                    .isEqualTo(
                            switch (code) {
                                case "00" -> new ReversalReply.Acknowledged();
                                case "25" -> new ReversalReply.NoSuchOriginal();
                                default -> new ReversalReply.Refused(code);
                            });
        }
    }

    private void connected() {
        keeper.start();
        Eventually.until("signed on", link::signedOn);
    }

    private Future<NetworkReply> sending(NetworkRequest request) {
        if (!keeper.isRunning()) {
            connected();
        }
        return sending(request, LONG);
    }

    private Future<NetworkReply> sending(NetworkRequest request, Deadline deadline) {
        return callers.submit(() -> link.send(request, deadline, () -> null));
    }

    private static Message approval(Message request, String code) {
        return RawNetwork.answerTo(request)
                .set(NetworkDialect.AUTHORIZATION_CODE, code)
                .unchecked();
    }

    private static NetworkReference reference(int number) {
        return new NetworkReference("00000" + number, "63260000000" + number, NOON);
    }

    private static NetworkRequest purchase(int number) {
        return new NetworkRequest(
                new UUID(0, number),
                TransactionKind.PURCHASE,
                reference(number),
                Money.of(12_34, CNY),
                new CardData(
                        Pan.of("6225000000000014"),
                        null,
                        null,
                        null,
                        null,
                        "012",
                        null,
                        null,
                        null),
                acceptor(),
                null);
    }

    private static NetworkReversal reversal() {
        return new NetworkReversal(
                new UUID(0, 1),
                TransactionKind.PURCHASE,
                new NetworkReference("000009", "632600000001", NOON),
                new NetworkRequest.OriginalData(TransactionKind.PURCHASE, reference(1)),
                Money.of(12_34, CNY),
                Pan.of("6225000000000014"),
                "012",
                acceptor(),
                NetworkReversal.Transmission.REPEAT);
    }

    private static AcceptorData acceptor() {
        return new AcceptorData("90010001", "898310058120001", "00", "5812", "00098310", CNY);
    }
}
