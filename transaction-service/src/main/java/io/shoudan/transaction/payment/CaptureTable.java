package io.shoudan.transaction.payment;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What captures change in the tables `transaction` and `transaction_step` in PostgreSQL.
@Component
class CaptureTable implements CaptureStore {

    /// What a terminal's batch captures: everything of it that stands approved, and payments of
    /// the same merchant that were restored after their own batch had closed.
    private static final String CAPTURABLE =
            """
            terminal_id = :terminal and merchant_id = :merchant
            and (batch_id = :batch or batch_id in (
                 select id from terminal_batch
                  where state = 'CLOSED' and terminal_id = :terminal and id < :batch))
            and state = 'APPROVED' and kind in ('PURCHASE', 'REFUND')
            """;

    private final JdbcClient jdbc;

    CaptureTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Payment> capturable(String terminalId, String merchantId, long batchId) {
        return jdbc.sql(
                        """
                        select *, now() as changed_at from transaction where %s order by id
                        """
                                .formatted(CAPTURABLE))
                .param("terminal", terminalId)
                .param("merchant", merchantId)
                .param("batch", batchId)
                .query(PaymentRow::map)
                .list();
    }

    @Override
    public List<Payment> capture(String terminalId, String merchantId, long batchId) {
        return jdbc.sql(
                        """
                                with moved as (
                                  update transaction
                                     set state = 'CAPTURED', capture_batch_id = :batch,
                                         step_count = step_count + 1,
                                         transition_count = transition_count + 1
                                   where %s
                                  returning *),
                                stepped as (
                                  insert into transaction_step (
                                         transaction_id, sequence, step, state, transition)
                                  select id, step_count, 'CAPTURED', state, transition_count
                                    from moved)
                                select *, now() as changed_at from moved order by id
                                """
                                .formatted(CAPTURABLE))
                .param("terminal", terminalId)
                .param("merchant", merchantId)
                .param("batch", batchId)
                .query(PaymentRow::map)
                .list();
    }

    @Override
    public List<Payment> settle(long batchId) {
        return jdbc.sql(
                        """
                                with moved as (
                                  update transaction
                                     set state = 'SETTLED', step_count = step_count + 1,
                                         transition_count = transition_count + 1
                                   where capture_batch_id = :batch and state = 'CAPTURED'
                                  returning *),
                                stepped as (
                                  insert into transaction_step (
                                         transaction_id, sequence, step, state, transition)
                                  select id, step_count, 'SETTLED', state, transition_count
                                    from moved)
                                select *, now() as changed_at from moved order by id
                                """)
                .param("batch", batchId)
                .query(PaymentRow::map)
                .list();
    }

    @Override
    public Optional<Payment> compensate(UUID id, Cause cause) {
        return jdbc.sql(
                        """
                                with moved as (
                                  update transaction
                                     set capture_reversed_on = (
                                           select business_date from cut_over
                                            where starts_at <= now()
                                            order by starts_at desc limit 1),
                                         cause = :cause, step_count = step_count + 1,
                                         transition_count = transition_count + 1
                                   where id = :id and state in ('CAPTURED', 'SETTLED')
                                     and capture_reversed_on is null
                                  returning *),
                                stepped as (
                                  insert into transaction_step (
                                         transaction_id, sequence, step, state, transition, cause)
                                  select id, step_count, 'CAPTURE_REVERSED', state,
                                         transition_count, :cause
                                    from moved)
                                select *, now() as changed_at from moved
                                """)
                .param("id", id)
                .param("cause", cause.code())
                .query(PaymentRow::map)
                .optional();
    }
}
