package io.shoudan.transaction.batch;

import io.shoudan.contracts.event.BatchTotalsReceived;
import io.shoudan.contracts.settlement.model.BatchClosing;
import io.shoudan.platform.database.CommitUnknown;
import io.shoudan.platform.database.Transactions;
import io.shoudan.platform.request.Deadline;
import io.shoudan.transaction.payment.Announcer;
import io.shoudan.transaction.payment.Cause;
import io.shoudan.transaction.payment.Payments;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.springframework.stereotype.Component;

/// Compares a terminal's totals with ours and closes the batch when they agree (0500).
///
/// Looks at the batch with its row locked for itself; while payments of it are open, lets go and
/// looks again, within the deadline. Idempotent: a batch that was settled repeats its answer,
/// whatever the trace.
@Component
class BatchSettler {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final BatchTable table;
    private final BatchCloser closer;
    private final Payments payments;
    private final Announcer announcer;
    private final Transactions transactions;
    private final BatchProperties properties;
    private final Clock clock;

    BatchSettler(
            BatchTable table,
            BatchCloser closer,
            Payments payments,
            Announcer announcer,
            Transactions transactions,
            BatchProperties properties,
            Clock clock) {
        this.table = table;
        this.closer = closer;
        this.payments = payments;
        this.announcer = announcer;
        this.transactions = transactions;
        this.properties = properties;
        this.clock = clock;
    }

    /// What a terminal claims.
    record Claim(
            String terminalId,
            String merchantId,
            String batchNumber,
            String currency,
            Batch.Halves totals) {}

    /// What it is answered.
    sealed interface Settled {
        /// @param host     our totals
        /// @param repeated the first answer again
        record Answered(
                Batch.Halves claimed,
                Batch.Halves host,
                String retrievalReference,
                Instant at,
                boolean repeated)
                implements Settled {}

        record Refused(Cause cause, String retrievalReference, Instant at) implements Settled {}
    }

    /// @throws io.shoudan.platform.request.DeadlineExceeded if payments are still open when nobody
    ///     waits any more; nothing is closed then
    Settled settle(Claim claim, Deadline deadline) {
        while (true) {
            deadline.check();
            var settled = attempt(claim);
            if (settled.isPresent()) {
                return settled.get();
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private Optional<Settled> attempt(Claim claim) {
        try {
            return transactions.in(() -> attemptLocked(claim));
        } catch (CommitUnknown _) {
            return transactions.in(() -> attemptLocked(claim));
        } catch (TotalsMoved _) {
            return Optional.empty(); // Rolled back; the next look sees the change.
        }
    }

    /// Empty while payments are open.
    private Optional<Settled> attemptLocked(Claim claim) {
        var found = table.lock(claim.terminalId(), claim.batchNumber());
        if (found.isEmpty() || !found.get().merchantId().equals(claim.merchantId())) {
            return Optional.of(refused(Cause.BATCH_CLOSED));
        }
        var batch = found.get();
        var before = batch.settlement();
        if (before != null) {
            return Optional.of(repeat(before));
        }
        if (!batch.currency().getCurrencyCode().equals(claim.currency())) {
            // Sums in two currencies are not comparable; refused as its purchases would be.
            return Optional.of(refused(Cause.PRODUCT_NOT_ENABLED));
        }
        if (batch.state() == Batch.State.CLOSED) {
            // Closed without a 0500: our totals stand, and are kept as its answer. Settlement has
            // heard of no claim yet, and compares it now.
            announcer.announce(totalsReceived(batch, claim.totals()));
            return Optional.of(answer(batch, claim, Objects.requireNonNull(batch.captured())));
        }
        if (payments.anyOpen(batch.terminalId(), batch.id())) {
            return Optional.empty();
        }
        var host = closer.totals(batch);
        var settled = answer(batch, claim, host);
        if (batch.state() == Batch.State.OPEN) {
            if (host.equals(claim.totals())) {
                closeBalanced(table.lock(batch.id()).orElseThrow(), host);
            } else {
                table.closing(batch.id(), BatchClosing.TIMED_OUT, properties.uploadPatience());
            }
        }
        return Optional.of(settled);
    }

    private Settled refused(Cause cause) {
        return new Settled.Refused(cause, payments.newReference(), clock.instant());
    }

    private void closeBalanced(Batch locked, Batch.Halves told) {
        var closed = closer.close(locked, BatchClosing.BALANCED);
        if (!told.equals(closed.captured())) {
            throw new TotalsMoved();
        }
    }

    /// A reversal took a member away between the sums and the capture.
    private static final class TotalsMoved extends RuntimeException {
        TotalsMoved() {
            super("totals moved", null, false, false);
        }
    }

    private Settled answer(Batch batch, Claim claim, Batch.Halves host) {
        table.settled(batch.id(), claim.totals(), host, payments.newReference());
        var settlement = Objects.requireNonNull(table.lock(batch.id()).orElseThrow().settlement());
        return new Settled.Answered(
                claim.totals(), host, settlement.retrievalReference(), settlement.at(), false);
    }

    private static BatchTotalsReceived totalsReceived(Batch batch, Batch.Halves claimed) {
        return new BatchTotalsReceived(
                batch.id(),
                batch.terminalId(),
                batch.merchantId(),
                batch.number(),
                claimed.domestic(),
                claimed.foreign());
    }

    private static Settled repeat(Batch.Settlement before) {
        return new Settled.Answered(
                before.claimed(), before.told(), before.retrievalReference(), before.at(), true);
    }
}
