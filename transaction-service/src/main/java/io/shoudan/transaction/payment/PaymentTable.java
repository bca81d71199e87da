package io.shoudan.transaction.payment;

import io.shoudan.platform.database.Columns;
import io.shoudan.transaction.calendar.Cell;
import io.shoudan.transaction.payment.Payments.Move;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The tables `transaction` and `transaction_step` in PostgreSQL.
@Component
class PaymentTable implements PaymentStore {

    private final JdbcClient jdbc;
    private final Cell cell;

    PaymentTable(JdbcClient jdbc, Cell cell) {
        this.jdbc = jdbc;
        this.cell = cell;
    }

    @Override
    public List<Payment> insert(List<NewPayment> drafts) {
        return jdbc.sql(
                        """
                                with drafts as materialized (%s),
                                created as (
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
                                    id, kind, state, terminal_id, merchant_id, batch_id,
                                    batch_number, trace_number, condition_code, amount_minor,
                                    currency, masked_pan, last_four, pan_sealed, pan_hash,
                                    entry_mode, issuer, issuer_code, scheme, card_region,
                                    matched_range, directory_version, network,
                                    to_char(now() at time zone :zone, 'YDDD')
                                      || lpad(nextval('retrieval_reference')::text, 8, '0'),
                                    case when state = 'SENT'
                                      then lpad(nextval('network_trace')::text, 6, '0') end,
                                    case when state = 'SENT'
                                      then date_trunc('second', now()) end,
                                    case when state = 'SENT'
                                      then now() + patience_ms * interval '1 millisecond' end,
                                    cause,
                                    (select business_date from cut_over where starts_at <= now()
                                      order by starts_at desc limit 1),
                                    case when state <> 'SENT' then now() end,
                                    case when state <> 'SENT' then state end,
                                    cause, original_id, holds_claim,
                                    merchant_name,
                                    merchant_category, outlet_id, outlet_name,
                                    outlet_address, region_code, software_version, operator,
                                    location, 2, 1
                                  from drafts order by id
                                  returning *),
                                stepped as (
                                  insert into transaction_step (
                                    transaction_id, sequence, step, state, transition, cause, detail)
                                  select id, 1, 'RECEIVED', 'RECEIVED', null::int, null, null
                                    from drafts
                                   union all
                                  select id, 2, step, state, 1, cause, detail from drafts)
                                select *, now() as changed_at from created order by id
                                """
                                .formatted(NewPaymentColumns.DRAFTS))
                .params(NewPaymentColumns.of(drafts))
                .param("zone", cell.zone().getId())
                .query(PaymentRow::map)
                .list();
    }

    @Override
    public List<Payment> move(List<Move> moves) {
        return jdbc.sql(
                        """
                                with asked as materialized (
                                  select * from unnest(
                                           :ids::uuid[], :froms::text[], :tos::text[],
                                           :steps::text[], :causes::text[], :details::text[],
                                           :results::text[], :answer_causes::text[],
                                           :issuer_codes::text[],
                                           :authorization_codes::text[],
                                           :chip_data::bytea[], :balances::bytea[])
                                      as asked (
                                           id, from_state, to_state, step, cause, detail, result,
                                           answer_cause, response_code, authorization_code,
                                           chip_data, balance)),
                                locked as materialized (
                                  select id from transaction
                                   where id = any(:ids::uuid[])
                                   order by id
                                     for update),
                                moved as (
                                  update transaction it
                                     set state = to_state,
                                         step_count = step_count + 1,
                                         transition_count = transition_count + 1,
                                         cause = case when to_state = 'APPROVED' then null
                                                 else coalesce(asked.cause, it.cause) end,
                                         answer_result = coalesce(it.answer_result, asked.result),
                                         answer_cause = case when it.answer_result is null
                                                 then asked.answer_cause else it.answer_cause end,
                                         issuer_response_code =
                                                 coalesce(issuer_response_code, response_code),
                                         authorization_code =
                                                 coalesce(it.authorization_code,
                                                          asked.authorization_code),
                                         answer_chip_data = coalesce(answer_chip_data, chip_data),
                                         answer_balance_sealed =
                                                 coalesce(answer_balance_sealed, balance),
                                         decided_at = coalesce(decided_at, now())
                                    from asked join locked on locked.id = asked.id
                                   where it.id = asked.id and it.state = from_state
                                  returning it.*),
                                stepped as (
                                  insert into transaction_step (transaction_id, sequence, step,
                                         state, transition, cause, detail)
                                  select moved.id, step_count, step, state, transition_count,
                                         asked.cause, detail
                                    from moved join asked on asked.id = moved.id)
                                select *, now() as changed_at from moved order by id
                                """)
                .param("ids", Columns.texts(moves, Move::id))
                .param("froms", Columns.texts(moves, it -> it.edge().from()))
                .param("tos", Columns.texts(moves, it -> it.edge().to()))
                .param("steps", Columns.texts(moves, it -> it.change().step()))
                .param("causes", Columns.texts(moves, it -> it.change().cause()))
                .param("details", Columns.texts(moves, it -> it.change().detail()))
                .param("results", Columns.texts(moves, told(Answer::result)))
                .param("answer_causes", Columns.texts(moves, told(Answer::cause)))
                .param("issuer_codes", Columns.texts(moves, told(Answer::issuerResponseCode)))
                .param("authorization_codes", Columns.texts(moves, told(Answer::authorizationCode)))
                .param("chip_data", Columns.bytes(moves, told(it -> Sql.bytes(it.chipData()))))
                .param("balances", Columns.bytes(moves, told(it -> Sql.bytes(it.sealedBalance()))))
                .query(PaymentRow::map)
                .list();
    }

    private static <T> Function<Move, @Nullable T> told(Function<Answer, @Nullable T> part) {
        return move -> {
            var answer = move.change().answer();
            return answer == null ? null : part.apply(answer);
        };
    }

    @Override
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
                .param("longest", MAX_STEPS)
                .update();
    }

    @Override
    public Optional<Payment> find(UUID id) {
        return jdbc.sql("select *, now() as changed_at from transaction where id = :id")
                .param("id", id)
                .query(PaymentRow::map)
                .optional();
    }

    @Override
    public Optional<Payment> lock(UUID id) {
        return jdbc.sql("select *, now() as changed_at from transaction where id = :id for update")
                .param("id", id)
                .query(PaymentRow::map)
                .optional();
    }

    @Override
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

    @Override
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

    @Override
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

    @Override
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

    @Override
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

    @Override
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

    @Override
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

    @Override
    public boolean claimForVoid(UUID original, UUID claimant) {
        return jdbc.sql(
                                """
                                update transaction set void_claim_id = :claimant
                                 where id = :original and state = 'APPROVED'
                                   and kind = 'PURCHASE' and void_claim_id is null
                                   and refunded_minor = 0
                                """)
                        .param("original", original)
                        .param("claimant", claimant)
                        .update()
                == 1;
    }

    @Override
    public boolean claimForRefund(UUID original, long minorUnits) {
        return jdbc.sql(
                                """
                                update transaction
                                   set refunded_minor = refunded_minor + :amount
                                 where id = :original
                                   and state in ('APPROVED', 'CAPTURED', 'SETTLED')
                                   and kind = 'PURCHASE' and void_claim_id is null
                                   and capture_reversed_on is null
                                   and refunded_minor + :amount <= amount_minor
                                """)
                        .param("original", original)
                        .param("amount", minorUnits)
                        .update()
                == 1;
    }

    @Override
    public boolean letGo(UUID claimant) {
        return jdbc.sql(
                                """
                                update transaction set holds_claim = false
                                 where id = :id and holds_claim
                                """)
                        .param("id", claimant)
                        .update()
                == 1;
    }

    @Override
    public void releaseVoid(UUID original, UUID claimant) {
        jdbc.sql(
                        """
                        update transaction set void_claim_id = null
                         where id = :original and void_claim_id = :claimant
                        """)
                .param("original", original)
                .param("claimant", claimant)
                .update();
    }

    @Override
    public void releaseRefund(UUID original, long minorUnits) {
        jdbc.sql(
                        """
                        update transaction set refunded_minor = refunded_minor - :amount
                         where id = :original
                        """)
                .param("original", original)
                .param("amount", minorUnits)
                .update();
    }
}
