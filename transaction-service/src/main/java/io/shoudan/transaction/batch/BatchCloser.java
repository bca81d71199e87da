package io.shoudan.transaction.batch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.shoudan.contracts.event.BatchClosed;
import io.shoudan.contracts.event.BatchTotals;
import io.shoudan.contracts.settlement.model.BatchClosing;
import io.shoudan.contracts.transaction.model.CardRegion;
import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.platform.database.Transactions;
import io.shoudan.transaction.payment.Announcer;
import io.shoudan.transaction.payment.Captures;
import io.shoudan.transaction.payment.Payment;
import io.shoudan.transaction.payment.Payments;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Closes batches for good: captures the members, says so, and opens the next batch, all in one
/// commit.
@Component
class BatchCloser {

    private static final Logger LOG = LoggerFactory.getLogger(BatchCloser.class);
    private static final int BATCHES_PER_RUN = 100;

    /// How long a batch that could not be closed stands back.
    private static final Duration RETRY_PAUSE = Duration.ofMinutes(1);

    private final BatchTable table;
    private final EarlyRefunds earlyRefunds;
    private final Payments payments;
    private final Captures captures;
    private final Announcer announcer;
    private final Transactions transactions;
    private final Counter failures;

    BatchCloser(
            BatchTable table,
            EarlyRefunds earlyRefunds,
            Payments payments,
            Captures captures,
            Announcer announcer,
            Transactions transactions,
            MeterRegistry meters) {
        this.table = table;
        this.earlyRefunds = earlyRefunds;
        this.payments = payments;
        this.captures = captures;
        this.announcer = announcer;
        this.transactions = transactions;
        this.failures = meters.counter("shoudan.batch.close.failures");
    }

    /// Our totals of what would be captured now. The caller holds the batch's row.
    Batch.Halves totals(Batch locked) {
        return halvesOf(captures.capturable(locked.terminalId(), locked.merchantId(), locked.id()));
    }

    /// Closes `locked` in the caller's database transaction. No payment of it may be open.
    Batch close(Batch locked, BatchClosing how) {
        var members = captures.capture(locked.terminalId(), locked.merchantId(), locked.id());
        var captured = halvesOf(members);
        var closed = table.close(locked.id(), how, captured, members.size()).orElseThrow();
        announcer.announce(eventOf(closed, members.size(), earlyRefunds.of(closed.id())));
        if (!closed.number().equals(Batch.OF_THE_HOST)) {
            table.openAfter(closed);
        }
        return closed;
    }

    /// Closes what is due and has no open payments; the rest is looked at again later. A batch that
    /// can't be closed keeps none of the others waiting.
    void closeDue() {
        for (var id : table.due(BATCHES_PER_RUN)) {
            try {
                transactions.in(() -> closeIfDue(id)).ifPresent(BatchCloser::tell);
            } catch (RuntimeException failure) { // Whatever it is, it is this batch's alone.
                putOff(id, failure);
            }
        }
    }

    private void putOff(long id, RuntimeException failure) {
        failures.increment();
        LOG.atError()
                .addKeyValue("batch_id", id)
                .addKeyValue("cause", failure.getClass().getName())
                .setCause(failure)
                .log("batch could not be closed; it is tried again later");
        transactions.run(() -> table.putOff(id, RETRY_PAUSE));
    }

    private Optional<Batch> closeIfDue(long id) {
        var batch = table.lock(id).orElseThrow();
        if (batch.state() != Batch.State.CLOSING
                || payments.anyOpen(batch.terminalId(), batch.id())) {
            return Optional.empty();
        }
        var how = Objects.requireNonNull(batch.closing());
        return Optional.of(close(batch, how));
    }

    private static void tell(Batch closed) {
        LOG.atInfo()
                .addKeyValue("terminal_id", closed.terminalId())
                .addKeyValue("batch_number", closed.number())
                .addKeyValue("closing", closed.closing())
                .log("batch closed from our records");
    }

    private static BatchClosed eventOf(
            Batch closed, int memberCount, List<BatchClosed.EarlyRefund> early) {
        var captured = Objects.requireNonNull(closed.captured());
        var settlement = closed.settlement();
        var claimed = settlement == null ? null : settlement.claimed();
        return new BatchClosed(
                closed.id(),
                closed.terminalId(),
                closed.merchantId(),
                closed.number(),
                Objects.requireNonNull(closed.closing()),
                closed.closing() == BatchClosing.BALANCED,
                memberCount,
                closed.currency(),
                captured.domestic(),
                captured.foreign(),
                claimed == null ? null : claimed.domestic(),
                claimed == null ? null : claimed.foreign(),
                Objects.requireNonNull(closed.closedAt()),
                early.isEmpty() ? null : early);
    }

    private static Batch.Halves halvesOf(List<Payment> members) {
        return new Batch.Halves(
                totalsOf(members, CardRegion.DOMESTIC), totalsOf(members, CardRegion.FOREIGN));
    }

    private static BatchTotals totalsOf(List<Payment> members, CardRegion region) {
        long debit = 0;
        int debits = 0;
        long credit = 0;
        int credits = 0;
        for (var member : members) {
            if (Objects.requireNonNull(member.card().issuer()).region() != region) {
                continue;
            }
            long minorUnits = Objects.requireNonNull(member.amount()).minorUnits();
            if (member.kind() == TransactionKind.REFUND) {
                credit = Math.addExact(credit, minorUnits);
                credits++;
            } else {
                debit = Math.addExact(debit, minorUnits);
                debits++;
            }
        }
        return new BatchTotals(debit, debits, credit, credits);
    }
}
