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

    /// A change of state or of what was captured, with its step: what is set, where, the step's
    /// name, and its cause.
    private static final String MOVE =
            """
            with moved as (
              update transaction
                 set %s, step_count = step_count + 1, transition_count = transition_count + 1
               where %s
              returning *),
            stepped as (
              insert into transaction_step (
                     transaction_id, sequence, step, state, transition, cause)
              select id, step_count, '%s', state, transition_count, %s
                from moved)
            select *, now() as changed_at from moved order by id
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
        var change = "state = 'CAPTURED', capture_batch_id = :batch";
        return jdbc.sql(MOVE.formatted(change, CAPTURABLE, "CAPTURED", "null"))
                .param("terminal", terminalId)
                .param("merchant", merchantId)
                .param("batch", batchId)
                .query(PaymentRow::map)
                .list();
    }

    @Override
    public List<Payment> settle(long batchId, String terminalId) {
        var captured =
                "capture_batch_id = :batch and terminal_id = :terminal and state = 'CAPTURED'";
        return jdbc.sql(MOVE.formatted("state = 'SETTLED'", captured, "SETTLED", "null"))
                .param("batch", batchId)
                .param("terminal", terminalId)
                .query(PaymentRow::map)
                .list();
    }

    @Override
    public Optional<Payment> compensate(UUID id, Cause cause) {
        var change =
                """
                capture_reversed_on = (
                  select business_date from cut_over
                   where starts_at <= now()
                   order by starts_at desc limit 1),
                cause = :cause\
                """;
        var standing =
                """
                id = :id and state in ('CAPTURED', 'SETTLED') and capture_reversed_on is null
                """;
        return jdbc.sql(MOVE.formatted(change, standing, "CAPTURE_REVERSED", ":cause"))
                .param("id", id)
                .param("cause", cause.code())
                .query(PaymentRow::map)
                .optional();
    }
}
