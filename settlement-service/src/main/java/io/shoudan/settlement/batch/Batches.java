package io.shoudan.settlement.batch;

import io.shoudan.contracts.event.BatchClosed;
import io.shoudan.contracts.event.BatchTotals;
import io.shoudan.contracts.event.BatchUploadReceived;
import io.shoudan.contracts.transaction.model.CardRegion;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/// What is written to the tables `batch`, `early_refund` and `uploaded_line`. Whoever writes holds
/// the merchant's lock ([io.shoudan.settlement.line.Lines#lock]).
@Repository
public class Batches {

    private final JdbcClient jdbc;
    private final Clock clock;

    Batches(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// Makes room for a batch at the first event that names it, whichever that is.
    ///
    /// @param batchNumber as far as is known, like the rest: a payment that was restored after its
    ///                    own batch had closed is a member of a later one, and has the old number
    ///                    on its slip
    public void open(long batchId, String terminalId, String merchantId, String batchNumber) {
        jdbc.sql(
                        """
                        insert into batch (batch_id, terminal_id, merchant_id, batch_number)
                        values (:batch, :terminal, :merchant, :number)
                        on conflict (batch_id) do nothing
                        """)
                .param("batch", batchId)
                .param("terminal", terminalId)
                .param("merchant", merchantId)
                .param("number", batchNumber)
                .update();
    }

    /// Keeps the closing facts, among them whose batch it is and its number. A batch closes once;
    /// what comes later changes nothing but what [#claim] takes.
    public void close(BatchClosed event) {
        var update =
                jdbc.sql(
                                """
                                update batch
                                   set terminal_id = :terminal, merchant_id = :merchant,
                                       batch_number = :number,
                                       closing = :closing, balanced = :balanced,
                                       member_count = :memberCount, currency = :currency,
                                       closed_at = :closedAt,
                                       host_domestic_debit_minor = :hostDomesticDebitMinor,
                                       host_domestic_debit_count = :hostDomesticDebitCount,
                                       host_domestic_credit_minor = :hostDomesticCreditMinor,
                                       host_domestic_credit_count = :hostDomesticCreditCount,
                                       host_foreign_debit_minor = :hostForeignDebitMinor,
                                       host_foreign_debit_count = :hostForeignDebitCount,
                                       host_foreign_credit_minor = :hostForeignCreditMinor,
                                       host_foreign_credit_count = :hostForeignCreditCount
                                 where batch_id = :batch and closed_at is null
                                """)
                        .param("batch", event.batchId())
                        .param("terminal", event.terminalId())
                        .param("merchant", event.merchantId())
                        .param("number", event.batchNumber())
                        .param("closing", event.closing().name())
                        .param("balanced", event.balanced())
                        .param("memberCount", event.memberCount())
                        .param("currency", event.currency().getCurrencyCode())
                        .param("closedAt", event.closedAt().atOffset(ZoneOffset.UTC));
        bind(update, "hostDomestic", event.hostDomestic());
        bind(update, "hostForeign", event.hostForeign());
        if (update.update() == 0) {
            return;
        }
        var domestic = event.terminalDomestic();
        var foreign = event.terminalForeign();
        // Absent totals of one half mean that the terminal claimed nothing at all.
        if (domestic != null && foreign != null) {
            claim(event.batchId(), domestic, foreign);
        }
        var early = event.earlyRefunds();
        if (early != null) {
            early.forEach(it -> keep(event.batchId(), it));
        }
    }

    /// Keeps what a terminal claims, before the close or after it; the first claim counts.
    public void claim(long batchId, BatchTotals domestic, BatchTotals foreign) {
        var update =
                jdbc.sql(
                                """
                                update batch
                                   set terminal_domestic_debit_minor = :domesticDebitMinor,
                                       terminal_domestic_debit_count = :domesticDebitCount,
                                       terminal_domestic_credit_minor = :domesticCreditMinor,
                                       terminal_domestic_credit_count = :domesticCreditCount,
                                       terminal_foreign_debit_minor = :foreignDebitMinor,
                                       terminal_foreign_debit_count = :foreignDebitCount,
                                       terminal_foreign_credit_minor = :foreignCreditMinor,
                                       terminal_foreign_credit_count = :foreignCreditCount
                                 where batch_id = :batch
                                   and terminal_domestic_debit_minor is null
                                """)
                        .param("batch", batchId);
        bind(update, "domestic", domestic);
        bind(update, "foreign", foreign);
        update.update();
    }

    private void keep(long batchId, BatchClosed.EarlyRefund refund) {
        jdbc.sql(
                        """
                        insert into early_refund
                            (batch_id, transaction_id, purchase_minor, purchase_ended)
                        values (:batch, :transaction, :purchase, :ended)
                        """)
                .param("batch", batchId)
                .param("transaction", refund.transactionId())
                .param("purchase", refund.purchaseMinor())
                .param("ended", refund.purchaseEnded())
                .update();
    }

    /// The refunds among a closed batch's members that were captured before their purchases.
    public List<EarlyRefund> earlyRefunds(long batchId) {
        return jdbc.sql(
                        """
                        select * from early_refund where batch_id = :batch order by transaction_id
                        """)
                .param("batch", batchId)
                .query(
                        (row, _) ->
                                new EarlyRefund(
                                        row.getObject("transaction_id", UUID.class),
                                        row.getLong("purchase_minor"),
                                        row.getBoolean("purchase_ended")))
                .list();
    }

    private static void bind(StatementSpec update, String name, BatchTotals totals) {
        update.param(name + "DebitMinor", totals.debitMinor())
                .param(name + "DebitCount", totals.debitCount())
                .param(name + "CreditMinor", totals.creditMinor())
                .param(name + "CreditCount", totals.creditCount());
    }

    /// Keeps lines that a terminal uploaded; those that were uploaded before add nothing.
    public void upload(long batchId, List<BatchUploadReceived.Line> lines) {
        for (var line : lines) {
            jdbc.sql(
                            """
                            insert into uploaded_line
                                (batch_id, trace_number, region, masked_pan, amount_minor)
                            values (:batch, :trace, :region, :maskedPan, :amount)
                            on conflict do nothing
                            """)
                    .param("batch", batchId)
                    .param("trace", line.traceNumber())
                    .param("region", line.region().name())
                    .param("maskedPan", line.maskedPan())
                    .param("amount", line.amountMinor())
                    .update();
        }
    }

    public void endUpload(long batchId, int announced) {
        jdbc.sql("update batch set upload_announced = :announced where batch_id = :batch")
                .param("announced", announced)
                .param("batch", batchId)
                .update();
    }

    public List<BatchUploadReceived.Line> uploaded(long batchId) {
        return jdbc.sql(
                        """
                        select * from uploaded_line
                         where batch_id = :batch
                         order by trace_number, region, masked_pan, amount_minor
                        """)
                .param("batch", batchId)
                .query(
                        (row, _) ->
                                new BatchUploadReceived.Line(
                                        CardRegion.valueOf(row.getString("region")),
                                        row.getString("trace_number"),
                                        row.getString("masked_pan"),
                                        row.getLong("amount_minor")))
                .list();
    }

    public Optional<Batch> find(long batchId) {
        return jdbc.sql("select * from batch where batch_id = :batch")
                .param("batch", batchId)
                .query((row, _) -> BatchRows.batch(row))
                .optional();
    }

    /// All members are here.
    public void apply(long batchId) {
        jdbc.sql(
                        """
                        update batch set applied_at = :now
                         where batch_id = :batch and applied_at is null
                        """)
                .param("now", now())
                .param("batch", batchId)
                .update();
    }

    /// @return whether this call settled it: true once per batch, and only if every member is
    ///     posted
    public boolean settle(long batchId) {
        return jdbc.sql(
                                """
                                update batch
                                   set settled_at = :now
                                 where batch_id = :batch
                                   and applied_at is not null and settled_at is null
                                   and not exists (
                                       select from settlement_line
                                        where batch_id = :batch and state <> 'POSTED')
                                """)
                        .param("now", now())
                        .param("batch", batchId)
                        .update()
                == 1;
    }

    /// Closed batches that wait for members or postings, and since when the oldest does.
    public Pending pending() {
        return jdbc.sql(
                        """
                        select count(*) as batches,
                               coalesce(extract(epoch from clock_timestamp() - min(closed_at)), 0)
                                   ::bigint as oldest_seconds
                          from batch
                         where closed_at is not null and settled_at is null
                        """)
                .query(
                        (row, _) ->
                                new Pending(row.getLong("batches"), row.getLong("oldest_seconds")))
                .single();
    }

    /// @param oldestSeconds since the oldest of them closed
    public record Pending(long batches, long oldestSeconds) {}

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
