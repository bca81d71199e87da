package io.shoudan.transaction.story;

import io.shoudan.contracts.transaction.model.TransactionState;
import io.shoudan.transaction.payment.Payment;
import io.shoudan.transaction.payment.PaymentRow;
import io.shoudan.transaction.payment.Step;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The queries. Each asks for the tenant itself: what belongs to another merchant isn't there.
@Component
class Stories {

    private final JdbcClient jdbc;

    Stories(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Newest first; one more than the limit tells that there is a next page.
    List<Payment> list(Filter filter) {
        var state = filter.state();
        var kind = filter.kind();
        return jdbc.sql(
                        """
                        select *, now() as changed_at from transaction
                         where (cast(:tenant as text) is null or merchant_id = :tenant)
                           and (cast(:merchant as text) is null or merchant_id = :merchant)
                           and (cast(:terminal as text) is null or terminal_id = :terminal)
                           and (cast(:state as text) is null or state = :state)
                           and (cast(:kind as text) is null or kind = :kind)
                           and (cast(:from as date) is null or business_date >= :from)
                           and (cast(:to as date) is null or business_date <= :to)
                           and (cast(:last_four as text) is null or last_four = :last_four)
                           and (cast(:amount as bigint) is null or amount_minor = :amount)
                           and (cast(:code as text) is null or authorization_code = :code)
                           and (cast(:before as uuid) is null or id < :before)
                         order by id desc
                         limit :limit
                        """)
                .param("tenant", filter.tenant())
                .param("merchant", filter.merchantId())
                .param("terminal", filter.terminalId())
                .param("state", state == null ? null : state.name())
                .param("kind", kind == null ? null : kind.name())
                .param("from", filter.from())
                .param("to", filter.to())
                .param("last_four", filter.lastFour())
                .param("amount", filter.amountMinor())
                .param("code", filter.authorizationCode())
                .param("before", filter.before())
                .param("limit", filter.limit() + 1)
                .query(PaymentRow::map)
                .list();
    }

    Optional<Payment> find(@Nullable String tenant, UUID id) {
        return jdbc.sql(
                        """
                        select *, now() as changed_at from transaction
                         where id = :id
                           and (cast(:tenant as text) is null or merchant_id = :tenant)
                        """)
                .param("tenant", tenant)
                .param("id", id)
                .query(PaymentRow::map)
                .optional();
    }

    Optional<Payment> findByReference(@Nullable String tenant, String reference) {
        return jdbc.sql(
                        """
                        select *, now() as changed_at from transaction
                         where retrieval_reference = :reference
                           and (cast(:tenant as text) is null or merchant_id = :tenant)
                        """)
                .param("tenant", tenant)
                .param("reference", reference)
                .query(PaymentRow::map)
                .optional();
    }

    /// What a slip names, newest first; numbers wrap, so there may be older ones.
    List<Payment> findBySlip(
            @Nullable String tenant, String terminal, String batch, String trace, int limit) {
        return jdbc.sql(
                        """
                        select *, now() as changed_at from transaction
                         where terminal_id = :terminal and batch_number = :batch
                           and trace_number = :trace
                           and (cast(:tenant as text) is null or merchant_id = :tenant)
                         order by id desc
                         limit :limit
                        """)
                .param("tenant", tenant)
                .param("terminal", terminal)
                .param("batch", batch)
                .param("trace", trace)
                .param("limit", limit)
                .query(PaymentRow::map)
                .list();
    }

    /// One step of a timeline.
    record StepRow(
            int sequence,
            Instant at,
            String step,
            TransactionState state,
            @Nullable String cause,
            @Nullable String detail) {

        /// As merchants read it: who of the operators decided, and why, is not for them.
        StepRow withoutOperatorsWords() {
            return step.equals(Step.REVERSAL_DECIDED.name())
                    ? new StepRow(sequence, at, step, state, cause, null)
                    : this;
        }
    }

    List<StepRow> steps(@Nullable String tenant, UUID id, int limit) {
        return jdbc.sql(
                        """
                        select s.sequence, s.at, s.step, s.state, s.cause, s.detail
                          from transaction_step s
                          join transaction t on t.id = s.transaction_id
                         where t.id = :id
                           and (cast(:tenant as text) is null or t.merchant_id = :tenant)
                         order by s.sequence
                         limit :limit
                        """)
                .param("tenant", tenant)
                .param("id", id)
                .param("limit", limit)
                .query(
                        (row, _) ->
                                new StepRow(
                                        row.getInt("sequence"),
                                        row.getObject("at", OffsetDateTime.class).toInstant(),
                                        row.getString("step"),
                                        TransactionState.valueOf(row.getString("state")),
                                        row.getString("cause"),
                                        row.getString("detail")))
                .list();
    }
}
