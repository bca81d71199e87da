package io.shoudan.transaction.batch;

import io.shoudan.contracts.event.BatchUploadEnded;
import io.shoudan.contracts.event.BatchUploadReceived;
import io.shoudan.contracts.settlement.model.BatchClosing;
import io.shoudan.contracts.transaction.model.CardRegion;
import io.shoudan.iso8583.Pan;
import io.shoudan.platform.database.CommitUnknown;
import io.shoudan.platform.database.Transactions;
import io.shoudan.transaction.payment.Announcer;
import io.shoudan.transaction.payment.Payments;
import io.shoudan.transaction.vault.Vault;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// Takes the lines of a batch as the terminal has them (0320), while it is closing and for 30 days
/// after it closed. Idempotent by the upload's trace number.
@Component
class BatchUploads {

    private final BatchTable table;
    private final UploadLines lines;
    private final BatchCloser closer;
    private final Payments payments;
    private final Announcer announcer;
    private final Transactions transactions;
    private final Vault vault;
    private final BatchProperties properties;
    private final Clock clock;

    BatchUploads(
            BatchTable table,
            UploadLines lines,
            BatchCloser closer,
            Payments payments,
            Announcer announcer,
            Transactions transactions,
            Vault vault,
            BatchProperties properties,
            Clock clock) {
        this.table = table;
        this.lines = lines;
        this.closer = closer;
        this.payments = payments;
        this.announcer = announcer;
        this.transactions = transactions;
        this.vault = vault;
        this.properties = properties;
        this.clock = clock;
    }

    /// Which batch an upload is about.
    ///
    /// @param traceNumber field 11 of the 0320
    record Upload(String terminalId, String merchantId, String batchNumber, String traceNumber) {}

    /// One transaction as the terminal has it. Prints masked.
    record Line(CardRegion region, String traceNumber, Pan pan, long amountMinor) {}

    /// @return the field 37 of the answer; empty if there is no such batch, or it closed too long
    ///     ago
    Optional<String> receive(Upload upload, List<Line> uploaded) {
        return committed(
                () ->
                        find(upload)
                                .map(
                                        batch -> {
                                            take(batch, upload, uploaded);
                                            return payments.newReference();
                                        }));
    }

    /// The terminal has no more lines: a closing batch closes from our records now.
    ///
    /// @return as [#receive]
    Optional<String> end(Upload upload, Batch.UploadEnd end) {
        return committed(
                () ->
                        find(upload)
                                .map(
                                        batch -> {
                                            finish(batch, end);
                                            return payments.newReference();
                                        }));
    }

    private Optional<String> committed(Supplier<Optional<String>> work) {
        try {
            return transactions.first(work);
        } catch (CommitUnknown _) {
            return transactions.in(work);
        }
    }

    private void take(Batch batch, Upload upload, List<Line> uploaded) {
        if (!lines.add(batch.id(), upload.traceNumber(), uploaded, vault)) {
            return; // A repeat.
        }
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

    private void finish(Batch batch, Batch.UploadEnd end) {
        if (!table.uploadEnded(batch.id(), end)) {
            return; // A repeat.
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
