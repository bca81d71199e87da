package io.shoudan.terminal.transactions;

import io.micrometer.core.instrument.MeterRegistry;
import io.shoudan.contracts.transaction.model.AuthorizationOutcome;
import io.shoudan.contracts.transaction.model.AuthorizationRequest;
import io.shoudan.contracts.transaction.model.BatchCheck;
import io.shoudan.contracts.transaction.model.BatchCheckOutcome;
import io.shoudan.contracts.transaction.model.BatchSettlement;
import io.shoudan.contracts.transaction.model.BatchSettlementOutcome;
import io.shoudan.contracts.transaction.model.BatchSignOn;
import io.shoudan.contracts.transaction.model.BatchSignOnOutcome;
import io.shoudan.contracts.transaction.model.BatchUpload;
import io.shoudan.contracts.transaction.model.BatchUploadEnd;
import io.shoudan.contracts.transaction.model.BatchUploadOutcome;
import io.shoudan.contracts.transaction.model.ReversalOutcome;
import io.shoudan.contracts.transaction.model.ReversalRequest;
import io.shoudan.platform.problem.Faults;
import io.shoudan.platform.request.Deadline;
import io.shoudan.platform.request.Requests;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;

/// Asks transaction-service, and asks again when the answer got lost.
///
/// Every request has an identity there, so repeating it is safe; making up an outcome is not (money
/// rule 7). Blocks until the current request's deadline at most. Thread-safe.
public class TransactionCalls implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TransactionCalls.class);

    /// Kept back from what is left, for the way back and our own work on the answer.
    private static final Duration RESERVE = Duration.ofMillis(250);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final List<Instance> instances;
    private final Duration longestAttempt;
    private final MeterRegistry meters;
    private final AtomicInteger next = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);

    TransactionCalls(List<Instance> instances, Duration longestAttempt, MeterRegistry meters) {
        this.instances = List.copyOf(instances);
        this.longestAttempt = longestAttempt;
        this.meters = meters;
    }

    public Result<AuthorizationOutcome> authorize(AuthorizationRequest request) {
        return call((at, deadline) -> at.transactions().authorize(deadline, request));
    }

    public Result<ReversalOutcome> reverse(ReversalRequest request) {
        return call((at, deadline) -> at.transactions().reverse(deadline, request));
    }

    public Result<BatchSignOnOutcome> signOn(BatchSignOn request) {
        return call((at, deadline) -> at.batches().signOnBatch(deadline, request));
    }

    public Result<BatchCheckOutcome> check(BatchCheck request) {
        return call((at, deadline) -> at.batches().checkBatch(deadline, request));
    }

    public Result<BatchSettlementOutcome> settle(BatchSettlement request) {
        return call((at, deadline) -> at.batches().settleBatch(deadline, request));
    }

    public Result<BatchUploadOutcome> upload(BatchUpload request) {
        return call((at, deadline) -> at.batches().uploadBatch(deadline, request));
    }

    public Result<BatchUploadOutcome> endUpload(BatchUploadEnd request) {
        return call((at, deadline) -> at.batches().endUpload(deadline, request));
    }

    private <T> Result<T> call(BiFunction<Instance, Long, T> one) {
        var deadline = Requests.deadline();
        int first = next.getAndUpdate(n -> (n + 1) % instances.size());
        for (int turn = 0; deadline.remaining().compareTo(RESERVE) > 0; turn++) {
            var instance = instances.get((first + turn) % instances.size());
            var outcome = attempt(one, instance, deadline);
            if (outcome.isPresent()) {
                return new Result.Answered<>(outcome.get());
            }
            if (!pause(turn, deadline)) {
                break;
            }
        }
        return new Result.NoOutcome<>();
    }

    /// Empty if it came to nothing that can be told. Even where nobody listened, an earlier
    /// transmission of the same request may have been recorded.
    private <T> Optional<T> attempt(
            BiFunction<Instance, Long, T> one, Instance at, Deadline deadline) {
        long millis = deadline.remaining().minus(RESERVE).toMillis();
        long longest = longestAttempt.minus(RESERVE).toMillis();
        try {
            return Optional.of(one.apply(at, Math.max(1, Math.min(millis, longest))));
        } catch (RestClientResponseException e) {
            report(at, Integer.toString(e.getStatusCode().value()), e);
        } catch (RestClientException e) {
            report(at, neverConnected(e) ? "not-connected" : "no-answer", e);
        }
        return Optional.empty();
    }

    private static boolean neverConnected(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
                return true;
            }
        }
        return false;
    }

    private void report(Instance at, String how, RestClientException e) {
        meters.counter("shoudan.terminal.transaction.calls.failed", "how", how).increment();
        LOG.atWarn()
                .addKeyValue("request_id", Requests.id())
                .addKeyValue("url", at.url())
                .addKeyValue("how", how)
                .addKeyValue("fault", Faults.masked(e))
                .log("call to transaction-service failed");
    }

    /// Waits before the next turn.
    ///
    /// @return whether there will be time for it
    private boolean pause(int turn, Deadline deadline) {
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(turn, 5));
        if (pause.compareTo(LONGEST_PAUSE) > 0) {
            pause = LONGEST_PAUSE;
        }
        if (deadline.remaining().minus(RESERVE).compareTo(pause) <= 0) {
            return false;
        }
        try {
            return !closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Ends all waiting for another turn.
    @Override
    public void close() {
        closed.countDown();
    }
}
