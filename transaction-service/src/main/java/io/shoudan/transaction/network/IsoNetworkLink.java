package io.shoudan.transaction.network;

import static io.shoudan.iso8583.network.NetworkDialect.NETWORK_CODE;
import static io.shoudan.iso8583.network.NetworkDialect.RESPONSE_CODE;
import static io.shoudan.iso8583.network.NetworkDialect.TRACE_NUMBER;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.shoudan.iso8583.MalformedMessage;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.framing.FramingException;
import io.shoudan.iso8583.network.NetworkDialect;
import io.shoudan.platform.Ticker;
import io.shoudan.platform.request.Deadline;
import io.shoudan.transaction.network.Connection.Written;
import io.shoudan.transaction.network.NetworkReply.Reason;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The link to a card network that speaks ISO 8583:1987 ASCII over TCP: one connection, many
/// requests in flight.
///
/// An answer belongs to a request only if it repeats our trace, reference, time, amount and
/// terminal. Everything else goes to [LateAnswers]. Nothing but network management is sent before
/// the network sign-on is answered. [LinkKeeper] connects, and connects again.
///
/// Thread-safe. Calls block as [NetworkLink] says.
final class IsoNetworkLink implements NetworkLink {

    private static final Logger LOG = LoggerFactory.getLogger(IsoNetworkLink.class);
    private static final Set<String> ANSWERS = Set.of("0210", "0230", "0430", "0810");
    private static final int MAX_TRACE = 999_999;

    private final NetworkProperties properties;
    private final LateAnswers lateAnswers;
    private final LateDesk lateDesk;
    private final InFlight inFlight = new InFlight();
    private final Clock clock;
    private final Ticker ticker;
    private final MeterRegistry meters;
    private final AtomicInteger managementTrace = new AtomicInteger();
    private volatile @Nullable Connection current;

    IsoNetworkLink(
            NetworkProperties properties,
            LateAnswers lateAnswers,
            LateDesk lateDesk,
            Clock clock,
            Ticker ticker,
            MeterRegistry meters) {
        this.properties = properties;
        this.lateAnswers = lateAnswers;
        this.lateDesk = lateDesk;
        this.clock = clock;
        this.ticker = ticker;
        this.meters = meters;
        Gauge.builder("shoudan.network.in.flight", inFlight, InFlight::count)
                .tag("network", properties.name())
                .register(meters);
    }

    @Override
    public String network() {
        return properties.name();
    }

    @Override
    public boolean signedOn() {
        var connection = current;
        return connection != null && connection.signedOn();
    }

    @Override
    public NetworkReply send(NetworkRequest request, Deadline deadline, Clearance clearance) {
        var message = IsoMessages.request(request);
        return switch (exchange(message, request.paymentId(), deadline, clearance)) {
            case Exchange.Answered(var answer) ->
                    IsoMessages.reply(answer, request.acceptor().currency());
            case Exchange.NotSent(var reason) -> new NetworkReply.NotSent(reason);
            case Exchange.NoAnswer _ -> new NetworkReply.NoReply();
        };
    }

    @Override
    public ReversalReply reverse(NetworkReversal reversal, Deadline deadline, Clearance clearance) {
        var message = IsoMessages.reversal(reversal);
        return switch (exchange(message, reversal.paymentId(), deadline, clearance)) {
            case Exchange.Answered(var answer) -> IsoMessages.reversalReply(answer);
            case Exchange.NotSent _ -> new ReversalReply.NotSent();
            case Exchange.NoAnswer _ -> new ReversalReply.NoReply();
        };
    }

    /// Makes a fresh connection the one to write to; only management passes until it is signed on.
    void adopt(Connection connection) {
        current = connection;
    }

    /// The connection is of no more use: whoever waits on it has no reply.
    void drop(Connection connection) {
        current = null;
        connection.close();
        inFlight.abandonAll();
    }

    /// Whether the network answers a management message with 00 in time.
    boolean manage(String networkCode, Duration patience) {
        int trace = managementTrace.updateAndGet(it -> it % MAX_TRACE + 1);
        var number = "0".repeat(6 - Integer.toString(trace).length()) + trace;
        var message = IsoMessages.management(networkCode, number, clock.instant());
        var deadline = Deadline.in(patience, ticker);
        return exchange(message, null, deadline, () -> null)
                        instanceof Exchange.Answered(var answer)
                && answer.get(RESPONSE_CODE).equals("00");
    }

    /// Reads until the connection ends. What can't be read as a message is counted and skipped; a
    /// broken frame ends the connection.
    void readAll(Connection connection) {
        try {
            while (true) {
                var frame = connection.read();
                if (frame.isEmpty()) {
                    return;
                }
                receive(connection, frame.get());
            }
        } catch (IOException | FramingException _) {
            // The keeper connects again.
        }
    }

    private sealed interface Exchange {
        record Answered(Message answer) implements Exchange {}

        record NotSent(Reason reason) implements Exchange {}

        record NoAnswer() implements Exchange {}
    }

    private Exchange exchange(
            Message message, @Nullable UUID paymentId, Deadline deadline, Clearance clearance) {
        var connection = current;
        boolean management = paymentId == null;
        if (connection == null || !(management || connection.signedOn())) {
            return new Exchange.NotSent(Reason.NOT_CONNECTED);
        }
        var key = Waiting.keyOf(message);
        var waiting = new Waiting(message, paymentId);
        if (!inFlight.add(key, waiting)) {
            return new Exchange.NotSent(Reason.WINDOW_FULL);
        }
        try {
            return switch (connection.write(message, () -> refusal(deadline, clearance))) {
                case Written.Refused(var reason) -> new Exchange.NotSent(reason);
                case Written.Broken _ -> new Exchange.NoAnswer();
                case Written.Done _ -> await(connection, waiting, deadline);
            };
        } finally {
            inFlight.remove(key, waiting);
        }
    }

    private Exchange await(Connection connection, Waiting waiting, Deadline deadline) {
        if (!connection.open()) {
            waiting.abandon(); // It may have closed before we were in the table.
        }
        var patience = deadline.child(properties.replyTimeout()).remaining();
        var answer = waiting.await(patience.toNanos());
        return answer == null ? new Exchange.NoAnswer() : new Exchange.Answered(answer);
    }

    private static @Nullable Reason refusal(Deadline deadline, Clearance clearance) {
        return deadline.expired() ? Reason.DEADLINE_PASSED : clearance.refusal();
    }

    private void receive(Connection connection, byte[] frame) {
        Message message;
        try {
            message = NetworkDialect.DIALECT.unpack(frame);
        } catch (MalformedMessage defect) {
            count("malformed");
            LOG.atWarn().addKeyValue("field", defect.path()).log("network sent a broken message");
            return;
        }
        if (message.mti().equals("0800")) {
            answerManagement(connection, message);
        } else if (ANSWERS.contains(message.mti()) && message.has(TRACE_NUMBER)) {
            answered(message);
        } else {
            count("unexpected");
        }
    }

    private void answered(Message answer) {
        var waiting = inFlight.find(answer).orElse(null);
        if (waiting == null) {
            tooLate(answer);
            return;
        }
        var differences = waiting.differences(answer);
        var paymentId = waiting.paymentId();
        if (!differences.isEmpty()) {
            count("wrong_echo");
            if (paymentId != null) {
                lateDesk.pass(
                        paymentId.toString(),
                        () -> lateAnswers.differed(paymentId, "fields " + differences));
            }
            if (waiting.namesAnother(answer)) {
                tooLate(answer); // Trace numbers wrap: it may be another payment's approval.
            }
        } else if (!waiting.complete(answer)) {
            tooLate(answer);
        }
    }

    private void tooLate(Message answer) {
        count("late");
        if (answer.has(RESPONSE_CODE) && answer.has(NetworkDialect.RETRIEVAL_REFERENCE)) {
            var late = IsoMessages.late(answer);
            lateDesk.pass(late.retrievalReference(), () -> lateAnswers.arrived(late));
        }
    }

    /// The network asks whether we are there.
    private void answerManagement(Connection connection, Message request) {
        if (!request.has(TRACE_NUMBER) || !request.has(NETWORK_CODE)) {
            count("unexpected");
            return;
        }
        var answer = request.answer(Set.of()).set(RESPONSE_CODE, "00").unchecked();
        // Off the reader's thread: a write may wait for its turn.
        Thread.ofVirtual()
                .name("network-management")
                .start(() -> connection.write(answer, () -> null));
    }

    private void count(String what) {
        meters.counter("shoudan.network.received", "network", network(), "what", what).increment();
    }
}
