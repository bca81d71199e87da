package io.shoudan.transaction.reversal;

import io.shoudan.transaction.payment.NetworkTrace;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of `reversal`. Immutable.
public record ReversalCells(
        long id,
        UUID paymentId,
        State state,
        String cause,
        NetworkTrace trace,
        int attempts,
        int refusals,
        Instant nextAttemptAt,
        @Nullable Instant leaseUntil,
        long fencing,
        Instant createdAt) {

    /// Where it is.
    public enum State {
        DUE,
        SENT,
        ACKNOWLEDGED,
        NOT_DONE,
        QUARANTINED
    }

    ReversalCells in(State next) {
        return with(next, trace, attempts, refusals, nextAttemptAt, leaseUntil, fencing);
    }

    ReversalCells attempted(int times) {
        return with(state, trace, times, refusals, nextAttemptAt, leaseUntil, fencing);
    }

    ReversalCells refused() {
        return with(state, trace, attempts, refusals + 1, nextAttemptAt, leaseUntil, fencing);
    }

    ReversalCells leased(Instant until) {
        return with(state, trace, attempts, refusals, nextAttemptAt, until, fencing + 1);
    }

    ReversalCells free(Instant next) {
        return with(state, trace, attempts, refusals, next, null, fencing);
    }

    ReversalCells restarted(NetworkTrace other, Instant now) {
        return with(State.DUE, other, attempts, refusals, now, null, fencing + 1);
    }

    ReversalCells resumed(Instant now) {
        return with(State.SENT, trace, 1, 0, now, leaseUntil, fencing);
    }

    private ReversalCells with(
            State newState,
            NetworkTrace newTrace,
            int newAttempts,
            int newRefusals,
            Instant newNextAttemptAt,
            @Nullable Instant newLeaseUntil,
            long newFencing) {
        return new ReversalCells(
                id,
                paymentId,
                newState,
                cause,
                newTrace,
                newAttempts,
                newRefusals,
                newNextAttemptAt,
                newLeaseUntil,
                newFencing,
                createdAt);
    }
}
