package io.shoudan.transaction.batch;

import io.shoudan.contracts.event.BatchClosed.EarlyRefund;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Finds the refunds among a batch's members whose purchases are not captured: settlement can't
/// wait for those, because nobody knows when they are, or whether.
@Component
class EarlyRefunds {

    private final JdbcClient jdbc;

    EarlyRefunds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Call in the database transaction that captured the members.
    List<EarlyRefund> of(long batchId) {
        return jdbc.sql(
                        """
                        select refund.id, purchase.amount_minor,
                               purchase.state <> 'APPROVED' as ended
                          from transaction refund
                          join transaction purchase on purchase.id = refund.original_id
                         where refund.capture_batch_id = :batch and refund.state = 'CAPTURED'
                           and refund.kind = 'REFUND'
                           and purchase.state not in ('CAPTURED', 'SETTLED')
                         order by refund.id
                        """)
                .param("batch", batchId)
                .query(
                        (row, _) ->
                                new EarlyRefund(
                                        row.getObject("id", UUID.class),
                                        row.getLong("amount_minor"),
                                        row.getBoolean("ended")))
                .list();
    }
}
