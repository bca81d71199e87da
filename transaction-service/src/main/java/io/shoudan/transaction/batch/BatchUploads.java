package io.shoudan.transaction.batch;

import io.shoudan.contracts.event.BatchUploadEnded;
import io.shoudan.contracts.event.BatchUploadReceived;
import io.shoudan.contracts.settlement.model.BatchClosing;
import io.shoudan.contracts.transaction.model.CardRegion;
import io.shoudan.iso8583.Pan;
import io.shoudan.platform.database.CommitUnknown;
import io.shoudan.platform.database.Transactions;
import io.shoudan.transaction.payment.Announcer;
import io.shoudan.transaction.payment.Cause;
import io.shoudan.transaction.payment.Payments;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// Takes the lines of a batch as the terminal has them (0320), while it is closing and for 30 days
/// after it closed. Idempotent by the upload's trace number.
///
/// Nothing is taken while the batch is open: its settlement has not been asked for, more purchases
/// may follow, and an end of the upload that came too early would be taken for the real one.
@Component
class BatchUploads {

    private final BatchTable table;
    private final UploadLines lines;
    private final BatchCloser closer;
    private final Payments payments;
    private final Announcer announcer;
    private final Transactions transactions;
    private final BatchProperties properties;
    private final Clock clock;

    BatchUploads(
            BatchTable table,
            UploadLines lines,
            BatchCloser closer,
            Payments payments,
            Announcer announcer,
            Transactions transactions,
            BatchProperties properties,
            Clock clock) {
        this.table = table;
        this.lines = lines;
        this.closer = closer;
        this.payments = payments;
        this.announcer = announcer;
        this.transactions = transactions;
        this.properties = properties;
        this.clock = clock;
    }

    /// Which batch an upload is about.
    ///
    /// @param traceNumber field 11 of the 0320
    record Upload(String terminalId, String merchantId, String batchNumber, String traceNumber) {}

    /// One transaction as the terminal has it. Prints masked.
    record Line(CardRegion region, String traceNumber, Pan pan, long amountMinor) {}

    /// What a terminal is answered, with field 37.
    sealed interface Outcome {
        record Taken(String retrievalReference) implements Outcome {}

        /// Nothing was kept.
        record Refused(Cause cause, String retrievalReference) implements Outcome {}
    }

    /// Keeps lines, unless their message came before.
    Outcome receive(Upload upload, List<Line> uploaded) {
        return committed(() -> outcome(upload, batch -> take(batch, upload, uploaded)));
    }

    /// The terminal has no more lines: a closing batch closes from our records now. A terminal that
    /// uploads once more, because lines got lost, ends that too: the last end counts.
    Outcome end(Upload upload, Batch.UploadEnd end) {
        return committed(() -> outcome(upload, batch -> finish(batch, end)));
    }

    /// @param work tells why it did nothing, if it did not
    private Outcome outcome(Upload upload, Function<Batch, Optional<Cause>> work) {
        var found = find(upload);
        Optional<Cause> refusal;
        if (found.isEmpty()) {
            refusal = Optional.of(Cause.BATCH_CLOSED);
        } else if (found.get().state() == Batch.State.OPEN) {
            refusal = Optional.of(Cause.BATCH_OPEN);
        } else {
            refusal = work.apply(found.get());
        }
        var reference = payments.newReference();
        return refusal.isPresent()
                ? new Outcome.Refused(refusal.get(), reference)
                : new Outcome.Taken(reference);
    }

    private Outcome committed(Supplier<Outcome> work) {
        try {
            return transactions.in(work);
        } catch (CommitUnknown _) {
            return transactions.in(work);
        }
    }

    private Optional<Cause> take(Batch batch, Upload upload, List<Line> uploaded) {
        return switch (lines.add(batch.id(), upload.traceNumber(), uploaded)) {
            case ADDED -> {
                tell(batch, upload, uploaded);
                yield Optional.empty();
            }
            case REPEATED -> Optional.empty();
            case CONFLICTING -> Optional.of(Cause.IDENTITY_CONFLICT);
        };
    }

    private void tell(Batch batch, Upload upload, List<Line> uploaded) {
        announcer.announce(
                new BatchUploadReceived(
                        batch.id(),
                        batch.terminalId(),
                        batch.merchantId(),
                        batch.number(),
                        upload.traceNumber(),
                        uploaded.stream()
                                .map(
                                        it ->
                                                new BatchUploadReceived.Line(
                                                        it.region(),
                                                        it.traceNumber(),
                                                        it.pan().masked(),
                                                        it.amountMinor()))
                                .toList()));
    }

    private Optional<Cause> finish(Batch batch, Batch.UploadEnd end) {
        if (!table.uploadEnded(batch.id(), end)) {
            return Optional.empty(); // A repeat.
        }
        announcer.announce(
                new BatchUploadEnded(
                        batch.id(),
                        batch.terminalId(),
                        batch.merchantId(),
                        batch.number(),
                        end.balanced(),
                        end.totalCount()));
        if (batch.state() == Batch.State.CLOSING) {
            if (payments.anyOpen(batch.terminalId(), batch.id())) {
                table.hurry(batch.id(), BatchClosing.UPLOADED);
            } else {
                closer.close(table.lock(batch.id()).orElseThrow(), BatchClosing.UPLOADED);
            }
        }
        return Optional.empty();
    }

    private Optional<Batch> find(Upload upload) {
        return table.lock(upload.terminalId(), upload.batchNumber())
                .filter(it -> it.merchantId().equals(upload.merchantId()))
                .filter(remembered(properties.uploadMemory()));
    }

    private Predicate<Batch> remembered(Duration memory) {
        return batch -> {
            var closedAt = batch.closedAt();
            return closedAt == null || closedAt.plus(memory).isAfter(clock.instant());
        };
    }
}
