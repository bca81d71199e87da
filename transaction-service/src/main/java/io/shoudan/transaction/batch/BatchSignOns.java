package io.shoudan.transaction.batch;

import io.shoudan.contracts.settlement.model.BatchClosing;
import io.shoudan.iso8583.Bytes;
import io.shoudan.platform.database.CommitUnknown;
import io.shoudan.platform.database.Transactions;
import io.shoudan.transaction.calendar.Cell;
import io.shoudan.transaction.payment.Payments;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Tells a terminal that signs on which batch it is in, and notices when its trace numbers went
/// back: then it was re-flashed, and old approvals must never be handed to new purchases.
///
/// An unchanged repeat of the last sign-on gets the first answer again, unless transactions were
/// taken since: then it is the first sign-on of a terminal that starts over. Thread-safe.
@Component
class BatchSignOns {

    private static final Logger LOG = LoggerFactory.getLogger(BatchSignOns.class);
    private static final String FIRST_NUMBER = "000001";

    private final BatchTable table;
    private final BatchCloser closer;
    private final Payments payments;
    private final Transactions transactions;
    private final Cell cell;

    BatchSignOns(
            BatchTable table,
            BatchCloser closer,
            Payments payments,
            Transactions transactions,
            Cell cell) {
        this.table = table;
        this.closer = closer;
        this.payments = payments;
        this.transactions = transactions;
        this.cell = cell;
    }

    /// @param trace  field 11 of the sign-on
    /// @param digest of the request, 32 bytes
    record SignOn(String terminalId, String merchantId, String trace, Bytes digest) {}

    /// @param batchNumber what the terminal must adopt
    /// @param regressed   the old batch was closed as not balanced
    record Outcome(String batchNumber, boolean regressed) {}

    Outcome signOn(SignOn signOn) {
        try {
            return transactions.in(() -> signedOn(signOn));
        } catch (CommitUnknown _) {
            return transactions.in(() -> signedOn(signOn));
        }
    }

    private Outcome signedOn(SignOn signOn) {
        var newest = table.lock(signOn.terminalId());
        if (newest.isEmpty()) {
            table.open(signOn.terminalId(), signOn.merchantId(), FIRST_NUMBER, cell.currency());
            return keep(table.lock(signOn.terminalId()).orElseThrow(), signOn, false);
        }
        var batch = newest.get();
        // Asked first: after a re-flash the first sign-on may well look like the last one.
        boolean regressed = Integer.parseInt(signOn.trace()) <= payments.highestTrace(batch.id());
        boolean moved = !batch.merchantId().equals(signOn.merchantId());
        if (!regressed && !moved) {
            var last = batch.signOn();
            return last != null && last.repeatedBy(signOn.trace(), signOn.digest())
                    ? new Outcome(batch.number(), last.regressed())
                    : keep(batch, signOn, false);
        }
        return keep(
                leave(
                        batch,
                        signOn,
                        regressed ? BatchClosing.TRACE_REGRESSION : BatchClosing.TIMED_OUT),
                signOn,
                regressed);
    }

    /// The old batch closes at once, or as soon as its open payments are decided.
    ///
    /// @return the next one. It is opened before the old one closes, because it may be another
    ///     merchant's
    private Batch leave(Batch batch, SignOn signOn, BatchClosing how) {
        LOG.atWarn()
                .addKeyValue("terminal_id", batch.terminalId())
                .addKeyValue("batch_number", batch.number())
                .addKeyValue("closing", how)
                .log("terminal left its batch");
        table.closing(batch.id(), how, Duration.ZERO);
        table.hurry(batch.id(), how);
        var next = openNext(batch, signOn);
        if (!payments.anyOpen(batch.terminalId(), batch.id())) {
            closer.close(table.lock(batch.id()).orElseThrow(), how);
        }
        return next;
    }

    private Batch openNext(Batch left, SignOn signOn) {
        var next = Batch.numberAfter(left.number());
        table.open(signOn.terminalId(), signOn.merchantId(), next, cell.currency());
        return table.lock(signOn.terminalId()).orElseThrow();
    }

    private Outcome keep(Batch batch, SignOn signOn, boolean regressed) {
        table.signedOn(batch.id(), new Batch.SignOn(signOn.trace(), signOn.digest(), regressed));
        return new Outcome(batch.number(), regressed);
    }
}
