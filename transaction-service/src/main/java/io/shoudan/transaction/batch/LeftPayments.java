package io.shoudan.transaction.batch;

import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/// Finds what stands approved and would not be captured if we waited for a terminal.
@Component
class LeftPayments {

    private static final String STRANDED =
            """
            with uncaptured as (
              select distinct terminal_id, merchant_id, batch_id from transaction
               where state = 'APPROVED' and kind in ('PURCHASE', 'REFUND') %s)
            select distinct uncaptured.terminal_id, uncaptured.merchant_id
              from uncaptured
              join terminal_batch own on own.id = batch_id and own.state = 'CLOSED'
                   and own.terminal_id = uncaptured.terminal_id
             where not exists (select from terminal_batch later
                                where later.terminal_id = uncaptured.terminal_id
                                  and later.merchant_id = uncaptured.merchant_id
                                  and later.id > uncaptured.batch_id
                                  and later.state in ('OPEN', 'CLOSING'))
             limit :limit
            """;

    private final JdbcClient jdbc;

    LeftPayments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Payments of closed batches that no batch of their merchant is going to take along.
    record Stranded(String terminalId, String merchantId) {}

    /// Open batches that nobody is going to settle begin to close, if anything is in them. One that
    /// somebody is at work on is left for the next look.
    ///
    /// @return the batches as they are now
    List<Batch> leave(Duration idle, int limit) {
        return jdbc.sql(
                        """
                        with due as materialized (
                          select b.id
                            from terminal_batch b
                            left join binding w on w.terminal_id = b.terminal_id
                           where b.state = 'OPEN'
                             and (w.status = 'RETIRED' or w.merchant_id <> b.merchant_id
                                  or (b.opened_at < now() - :idle_ms * interval '1 millisecond'
                                      and not exists (
                                          select from transaction t
                                           where t.batch_id = b.id and t.received_at
                                                 >= now() - :idle_ms * interval '1 millisecond')))
                             and exists (
                                 select from transaction t
                                  where t.terminal_id = b.terminal_id
                                    and t.merchant_id = b.merchant_id
                                    and (t.batch_id = b.id or t.batch_id in (
                                         select id from terminal_batch
                                          where terminal_id = b.terminal_id and id < b.id
                                            and state = 'CLOSED'))
                                    and t.state = 'APPROVED' and t.kind in ('PURCHASE', 'REFUND'))
                           order by b.id
                           limit :limit
                             for update of b skip locked)
                        update terminal_batch
                           set state = 'CLOSING', closing = 'TIMED_OUT', close_due_at = now()
                         where id in (select id from due)
                        returning *
                        """)
                .param("idle_ms", idle.toMillis())
                .param("limit", limit)
                .query(BatchTable::map)
                .list();
    }

    List<Stranded> stranded(int limit) {
        return found(jdbc.sql(STRANDED.formatted("")).param("limit", limit));
    }

    boolean isStranded(Stranded which) {
        var one = STRANDED.formatted("and terminal_id = :terminal and merchant_id = :merchant");
        return !found(
                        jdbc.sql(one)
                                .param("terminal", which.terminalId())
                                .param("merchant", which.merchantId())
                                .param("limit", 1))
                .isEmpty();
    }

    private static List<Stranded> found(StatementSpec query) {
        return query.query(
                        (row, _) ->
                                new Stranded(
                                        row.getString("terminal_id"), row.getString("merchant_id")))
                .list();
    }

    /// Since when the oldest uncaptured payment waits; 0 if none does.
    long oldestSeconds() {
        return jdbc.sql(
                        """
                        select coalesce(extract(epoch from now() - min(received_at)), 0)::bigint
                          from transaction
                         where state = 'APPROVED' and kind in ('PURCHASE', 'REFUND')
                        """)
                .query(Long.class)
                .single();
    }
}
