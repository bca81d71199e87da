package io.shoudan.transaction.batch;

import io.shoudan.contracts.event.BatchTotals;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What a batch would capture now, summed by the database: purchases and refunds that stand
/// approved; voided and reversed ones do not count.
@Component
class BatchSums {

    private final JdbcClient jdbc;

    BatchSums(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Batch.Halves of(Batch batch) {
        return new Batch.Halves(half(batch, "DOMESTIC"), half(batch, "FOREIGN"));
    }

    private BatchTotals half(Batch batch, String region) {
        return jdbc.sql(
                        """
                        select coalesce(sum(amount_minor) filter (where kind = 'PURCHASE'), 0)
                                 as debit,
                               count(*) filter (where kind = 'PURCHASE') as debits,
                               coalesce(sum(amount_minor) filter (where kind = 'REFUND'), 0)
                                 as credit,
                               count(*) filter (where kind = 'REFUND') as credits
                          from transaction
                         where terminal_id = :terminal and merchant_id = :merchant
                           and (batch_id = :batch or batch_id in (
                                select id from terminal_batch
                                 where terminal_id = :terminal and id < :batch
                                   and state = 'CLOSED'))
                           and state = 'APPROVED' and kind in ('PURCHASE', 'REFUND')
                           and card_region = :region and currency = :currency
                        """)
                .param("terminal", batch.terminalId())
                .param("merchant", batch.merchantId())
                .param("batch", batch.id())
                .param("region", region)
                .param("currency", batch.currency().getCurrencyCode())
                .query(
                        (row, _) ->
                                new BatchTotals(
                                        row.getLong("debit"),
                                        row.getInt("debits"),
                                        row.getLong("credit"),
                                        row.getInt("credits")))
                .single();
    }
}
