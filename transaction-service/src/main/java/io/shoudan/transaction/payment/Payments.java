package io.shoudan.transaction.payment;

import io.shoudan.contracts.Money;
import io.shoudan.transaction.calendar.Cell;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The table `transaction` and its timeline. Every change of state is a guarded update that carries
/// its step and its event with it; all methods that write need the caller's database transaction.
@Component
public final class Payments {

    /// Far more than any payment goes through by itself.
    private static final int MAX_NOTED_STEPS = 900;

    private final JdbcClient jdbc;
    private final Announcer announcer;
    private final Cell cell;

    Payments(JdbcClient jdbc, Announcer announcer, Cell cell) {
        this.jdbc = jdbc;
        this.announcer = announcer;
        this.cell = cell;
    }

    /// Records a payment: as SENT, because bytes may leave for the network from now on, or as
    /// DECLINED. Assigns its business date and retrieval reference, once and for all.
    public Payment create(NewPayment draft) {
        var created =
                jdbc.sql(
                                """
                                with created as (
                                  insert into transaction (
                                    id, kind, state, terminal_id, merchant_id, batch_id,
                                    batch_number, trace_number, condition_code, amount_minor,
                                    currency, masked_pan, last_four, pan_sealed, pan_hash,
                                    entry_mode, issuer, issuer_code, scheme, card_region,
                                    matched_range, directory_version, network,
                                    retrieval_reference, network_trace, transmitted_at,
                                    send_deadline_at, cause, business_date, decided_at,
                                    answer_result, answer_cause, original_id, holds_claim,
                                    merchant_name,
                                    merchant_category, outlet_id, outlet_name,
                                    outlet_address, region_code, software_version, operator,
                                    location, step_count, transition_count)
                                  select
                                    :id, :kind, :state, :terminal, :merchant, :batch,
                                    :batch_number, :trace, :condition, :amount,
                                    :currency, :masked_pan, :last_four, :pan_sealed, :pan_hash,
                                    :entry_mode, :issuer, :issuer_code, :scheme, :card_region,
                                    :matched_range, :directory_version, :network,
                                    to_char(now() at time zone :zone, 'YDDD')
                                      || lpad(nextval('retrieval_reference')::text, 8, '0'),
                                    case when :sent
                                      then lpad(nextval('network_trace')::text, 6, '0') end,
                                    case when :sent then date_trunc('second', now()) end,
                                    case when :sent
                                      then now() + :patience_ms * interval '1 millisecond' end,
                                    :cause,
                                    (select business_date from cut_over where starts_at <= now()
                                      order by starts_at desc limit 1),
                                    case when :sent then null else now() end,
                                    case when :sent then null else 'DECLINED' end,
                                    :cause, :original, :holds_claim,
                                    :merchant_name,
                                    :merchant_category, :outlet_id, :outlet_name,
                                    :outlet_address, :region_code, :software_version, :operator,
                                    :location, 2, 1
                                  returning *),
                                stepped as (
                                  insert into transaction_step (
                                    transaction_id, sequence, step, state, transition, cause, detail)
                                  select id, 1, 'RECEIVED', 'RECEIVED', null::int, null, null
                                    from created
                                   union all
                                  select id, 2, :step, state, 1, cause, cast(:detail as text) from created)
                                select *, now() as changed_at from created
                                """)
                        .params(NewPaymentParameters.of(draft, cell.zone()))
                        .query(PaymentRow::map)
                        .single();
        announcer.announce(draft.edge().eventOf(created));
        return created;
    }

    /// Takes `edge`, if the payment still is where the edge starts.
    ///
    /// @return the payment as it is now; empty if it was elsewhere, and nothing changed
    public Optional<Payment> move(UUID id, Edge edge, Change change) {
        var from = edge.from();
        if (from == null) {
            throw new IllegalArgumentException("must start at a state: edge=" + edge);
        }
        var answer = change.answer();
        var moved =
                jdbc.sql(
                                """
                                with moved as (
                                  update transaction
                                     set state = :to,
                                         step_count = step_count + 1,
                                         transition_count = transition_count + 1,
                                         cause = case when :to = 'APPROVED' then null
                                                 else coalesce(:cause, cause) end,
                                         answer_result = coalesce(answer_result, :result),
                                         answer_cause = case when answer_result is null
                                                 then :answer_cause else answer_cause end,
                                         issuer_response_code =
                                                 coalesce(issuer_response_code, :issuer_code),
                                         authorization_code =
                                                 coalesce(authorization_code, :authorization_code),
                                         answer_chip_data = coalesce(answer_chip_data, :chip_data),
                                         answer_balance_sealed =
                                                 coalesce(answer_balance_sealed, :balance),
                                         decided_at = coalesce(decided_at, now())
                                   where id = :id and state = :from
                                  returning *),
                                stepped as (
                                  insert into transaction_step (transaction_id, sequence, step,
                                         state, transition, cause, detail)
                                  select id, step_count, :step, state, transition_count, :cause,
                                         :detail
                                    from moved)
                                select *, now() as changed_at from moved
                                """)
                        .param("id", id)
                        .param("from", from.name())
                        .param("to", edge.to().name())
                        .param("step", change.step().name())
                        .param("cause", change.cause())
                        .param("detail", change.detail())
                        .param("result", answer == null ? null : answer.result().name())
                        .param("answer_cause", answer == null ? null : answer.cause())
                        .param("issuer_code", answer == null ? null : answer.issuerResponseCode())
                        .param(
                                "authorization_code",
                                answer == null ? null : answer.authorizationCode())
                        .param("chip_data", answer == null ? null : Sql.bytes(answer.chipData()))
                        .param("balance", answer == null ? null : Sql.bytes(answer.sealedBalance()))
                        .query(PaymentRow::map)
                        .optional();
        moved.ifPresent(payment -> announcer.announce(edge.eventOf(payment)));
        return moved;
    }

    /// As [#move], where the caller holds the row's lock and has looked at its state.
    ///
    /// @throws IllegalStateException if the payment is not where the edge starts
    public Payment moveLocked(Payment locked, Edge edge, Change change) {
        return move(locked.id(), edge, change)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "must be " + edge.from() + ": id=" + locked.id()));
    }

    /// Adds a step that changes no state. Terminals and networks can cause some of them again and
    /// again, so a timeline as long as [#MAX_NOTED_STEPS] takes no more.
    public void note(UUID id, Step step, @Nullable Cause cause, @Nullable String detail) {
        jdbc.sql(
                        """
                        with counted as (
                          update transaction set step_count = step_count + 1
                           where id = :id and step_count < :longest
                          returning id, step_count, state)
                        insert into transaction_step (
                               transaction_id, sequence, step, state, cause, detail)
                        select id, step_count, :step, state, :cause, :detail from counted
                        """)
                .param("id", id)
                .param("step", step.name())
                .param("cause", cause == null ? null : cause.code())
                .param("detail", detail)
                .param("longest", MAX_NOTED_STEPS)
                .update();
    }

    public Optional<Payment> find(UUID id) {
        return jdbc.sql("select *, now() as changed_at from transaction where id = :id")
                .param("id", id)
                .query(PaymentRow::map)
                .optional();
    }

    /// The payment with its row locked until the caller's database transaction ends.
    public Optional<Payment> lock(UUID id) {
        return jdbc.sql("select *, now() as changed_at from transaction where id = :id for update")
                .param("id", id)
                .query(PaymentRow::map)
                .optional();
    }

    public Optional<Payment> findByReference(String retrievalReference) {
        return jdbc.sql(
                        """
                        select *, now() as changed_at from transaction
                         where retrieval_reference = :reference
                        """)
                .param("reference", retrievalReference)
                .query(PaymentRow::map)
                .optional();
    }

    /// A purchase of one merchant by its field 37.
    public Optional<Payment> findPurchase(String merchantId, String retrievalReference) {
        return jdbc.sql(
                        """
                        select *, now() as changed_at from transaction
                         where retrieval_reference = :reference and merchant_id = :merchant
                           and kind = 'PURCHASE'
                        """)
                .param("reference", retrievalReference)
                .param("merchant", merchantId)
                .query(PaymentRow::map)
                .optional();
    }

    /// Purchases that a slip names, newest first: numbers wrap, so there may be an older one.
    ///
    /// @param named the batch and trace of the purchase, at the terminal and merchant that ask
    public List<Payment> findPurchases(Slip named) {
        return jdbc.sql(
                        """
                        select *, now() as changed_at from transaction
                         where terminal_id = :terminal and batch_number = :batch
                           and trace_number = :trace and merchant_id = :merchant
                           and kind = 'PURCHASE'
                         order by id desc
                         limit 10
                        """)
                .param("terminal", named.terminalId())
                .param("merchant", named.merchantId())
                .param("batch", named.batchNumber())
                .param("trace", named.traceNumber())
                .query(PaymentRow::map)
                .list();
    }

    /// Payments that are open past their deadline by the database's clock.
    ///
    /// @param after the last id of the page before; null for the first page
    public List<UUID> overdue(@Nullable UUID after, int limit) {
        return jdbc.sql(
                        """
                        select id from transaction
                         where state in ('RECEIVED', 'SENT') and send_deadline_at < now()
                           and (cast(:after as uuid) is null or id > :after)
                         order by id
                         limit :limit
                        """)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    /// Whether a terminal's batch has payments whose outcome is still awaited.
    public boolean anyOpen(String terminalId, long batchId) {
        return jdbc.sql(
                        """
                        select exists (
                          select from transaction
                           where batch_id = :batch and terminal_id = :terminal
                             and state in ('RECEIVED', 'SENT'))
                        """)
                .param("terminal", terminalId)
                .param("batch", batchId)
                .query(Boolean.class)
                .single();
    }

    /// The highest trace number seen in a batch, 0 when there is none: those of reversals count
    /// whose original never came.
    public int highestTrace(long batchId) {
        return jdbc.sql(
                        """
                        select greatest(
                          (select coalesce(max(trace_number), '0')::int from transaction
                            where batch_id = :batch),
                          (select coalesce(max(r.trace_number), '0')::int
                             from terminal_reversal r
                             join terminal_batch b using (terminal_id, merchant_id, batch_number)
                            where b.id = :batch and r.recorded_at >= b.opened_at))
                        """)
                .param("batch", batchId)
                .query(Integer.class)
                .single();
    }

    /// A fresh field 37 for an answer that has no payment of its own.
    public String newReference() {
        return jdbc.sql(
                        """
                        select to_char(now() at time zone :zone, 'YDDD')
                               || lpad(nextval('retrieval_reference')::text, 8, '0')
                        """)
                .param("zone", cell.zone().getId())
                .query(String.class)
                .single();
    }

    /// Whether money of `payment` may still be refunded, and how much at most.
    public static long refundableMinor(Payment payment) {
        Money amount = payment.amount();
        return amount == null ? 0 : amount.minorUnits() - payment.refundedMinor();
    }
}
