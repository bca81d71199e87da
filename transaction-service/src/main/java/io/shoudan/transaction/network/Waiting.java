package io.shoudan.transaction.network;

import static io.shoudan.iso8583.network.NetworkDialect.AMOUNT;
import static io.shoudan.iso8583.network.NetworkDialect.RESPONSE_CODE;
import static io.shoudan.iso8583.network.NetworkDialect.RETRIEVAL_REFERENCE;
import static io.shoudan.iso8583.network.NetworkDialect.TERMINAL;
import static io.shoudan.iso8583.network.NetworkDialect.TRACE_NUMBER;
import static io.shoudan.iso8583.network.NetworkDialect.TRANSMISSION_TIME;

import io.shoudan.iso8583.Field;
import io.shoudan.iso8583.Message;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A request on the wire whose answer is waited for. Of the answer and the giving-up, one wins.
final class Waiting {

    private static final List<Field<?>> ECHOED =
            List.of(TRACE_NUMBER, RETRIEVAL_REFERENCE, TRANSMISSION_TIME, AMOUNT, TERMINAL);

    private final Message request;
    private final @Nullable UUID paymentId;
    private final AtomicBoolean decided = new AtomicBoolean();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable Message answer;

    /// @param paymentId absent for network management
    Waiting(Message request, @Nullable UUID paymentId) {
        this.request = request;
        this.paymentId = paymentId;
    }

    @Nullable UUID paymentId() {
        return paymentId;
    }

    /// Under what an answer finds its request: the class of message and our trace number. What
    /// else must agree is asked by [#differences].
    static String keyOf(Message message) {
        return message.mti().substring(0, 2) + message.get(TRACE_NUMBER);
    }

    /// Numbers of the fields that the answer does not repeat as they were sent; empty if it is
    /// the answer to this request.
    String differences(Message received) {
        if (!received.mti().equals(request.answerMti())) {
            return "message type";
        }
        var missing = received.has(RESPONSE_CODE) ? "" : " " + RESPONSE_CODE.number();
        return ECHOED.stream()
                .filter(request::has)
                .filter(it -> !request.find(it).equals(received.find(it)))
                .map(it -> " " + it.number())
                .collect(Collectors.joining("", "", missing))
                .strip();
    }

    /// Whether it carries another reference than was sent, so that it may answer another request.
    boolean namesAnother(Message received) {
        return received.has(RETRIEVAL_REFERENCE)
                && !request.find(RETRIEVAL_REFERENCE).equals(received.find(RETRIEVAL_REFERENCE));
    }

    /// Hands over the answer.
    ///
    /// @return false if it came too late
    boolean complete(Message received) {
        if (!decided.compareAndSet(false, true)) {
            return false;
        }
        answer = received;
        over.countDown();
        return true;
    }

    /// Nothing more will come.
    void abandon() {
        if (decided.compareAndSet(false, true)) {
            over.countDown();
        }
    }

    /// Waits for the answer; afterwards it is too late for one.
    ///
    /// @return null if none came in time
    @Nullable Message await(long nanos) {
        try {
            over.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (decided.compareAndSet(false, true)) {
            return null;
        }
        awaitHandover();
        return answer;
    }

    /// Somebody decided first and is about to say so.
    private void awaitHandover() {
        boolean interrupted = false;
        while (true) {
            try {
                over.await();
                break;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
