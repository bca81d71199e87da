package io.shoudan.transaction.batch;

import io.shoudan.contracts.event.BatchTotals;
import java.util.Currency;
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

    Batch.Halves of(String terminalId, long batchId, Currency currency) {
        return new Batch.Halves(
                half(terminalId, batchId, currency, "DOMESTIC"),
                half(terminalId, batchId, currency, "FOREIGN"));
    }

    private BatchTotals half(String terminalId, long batchId, Currency currency, String region) {
        return jdbc.sql(
                        """
                        select coalesce(sum(amount_minor) filter (where kind = 'PURCHASE'), 0)
                                 as debit,
                               count(*) filter (where kind = 'PURCHASE') as debits,
                               coalesce(sum(amount_minor) filter (where kind = 'REFUND'), 0)
                                 as credit,
                               count(*) filter (where kind = 'REFUND') as credits
                          from transaction
                         where terminal_id = :terminal
                           and (batch_id = :batch or batch_id in (
                                select id from terminal_batch
                                 where terminal_id = :terminal and id < :batch
                                   and state = 'CLOSED'))
                           and state = 'APPROVED' and kind in ('PURCHASE', 'REFUND')
                           and card_region = :region and currency = :currency
                        """)
                .param("terminal", terminalId)
                .param("batch", batchId)
                .param("region", region)
                .param("currency", currency.getCurrencyCode())
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
