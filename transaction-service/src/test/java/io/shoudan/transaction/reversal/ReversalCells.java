package io.shoudan.transaction.reversal;

import io.shoudan.transaction.payment.NetworkTrace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
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

    /// @param number of the row in its result; rows don't depend on it
    static ReversalCells map(ResultSet row, int number) throws SQLException {
        return new ReversalCells(
                row.getLong("id"),
                row.getObject("transaction_id", UUID.class),
                State.valueOf(row.getString("state")),
                row.getString("cause"),
                new NetworkTrace(row.getString("network_trace"), instant(row, "transmitted_at")),
                row.getInt("attempts"),
                row.getInt("refusals"),
                instant(row, "next_attempt_at"),
                row.getObject("lease_until") == null ? null : instant(row, "lease_until"),
                row.getLong("fencing"),
                instant(row, "created_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
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
