package io.shoudan.transaction.reversal;

import io.shoudan.contracts.transaction.model.ReversalReason;
import io.shoudan.iso8583.Bytes;
import io.shoudan.transaction.payment.Identities;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The table `terminal_reversal` in PostgreSQL.
@Component
class TerminalReversalTable implements TerminalReversalStore {

    private final JdbcClient jdbc;

    TerminalReversalTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Recorded> find(TerminalReversal reversal) {
        return jdbc.sql(
                        """
                        select r.pan_hash, r.amount_minor, r.retrieval_reference, r.business_date,
                               r.recorded_at, t.issuer_code, t.scheme
                          from terminal_reversal r
                          left join transaction t on t.id = r.transaction_id
                         where r.terminal_id = :terminal and r.merchant_id = :merchant
                           and r.batch_number = :batch and r.trace_number = :trace
                           and r.mti_class = :mti_class and r.processing_code = :processing_code
                           and r.transaction_type = :type
                        """)
                .params(Identities.key(reversal.original()))
                .query(
                        (row, _) ->
                                new Recorded(
                                        Bytes.of(row.getBytes("pan_hash")),
                                        row.getObject("amount_minor", Long.class),
                                        row.getString("retrieval_reference"),
                                        row.getObject("business_date", LocalDate.class),
                                        row.getObject("recorded_at", OffsetDateTime.class)
                                                .toInstant(),
                                        original(row)))
                .optional();
    }

    private static ReversalOutcome.@Nullable Original original(ResultSet row) throws SQLException {
        var issuer = row.getString("issuer_code");
        return issuer == null
                ? null
                : new ReversalOutcome.Original(issuer, row.getString("scheme"));
    }

    @Override
    public boolean add(
            TerminalReversal reversal,
            Bytes panHash,
            @Nullable UUID payment,
            String retrievalReference) {
        var amount = reversal.amount();
        return jdbc.sql(
                                """
                                insert into terminal_reversal (terminal_id, merchant_id,
                                       batch_number, trace_number, mti_class, processing_code,
                                       transaction_type, transaction_id, reason, pan_hash,
                                       amount_minor, retrieval_reference, business_date)
                                select :terminal, :merchant, :batch, :trace, :mti_class,
                                       :processing_code, :type, :payment, :reason, :pan_hash,
                                       :amount, :reference,
                                       (select business_date from cut_over
                                         where starts_at <= now()
                                         order by starts_at desc limit 1)
                                on conflict do nothing
                                """)
                        .params(Identities.key(reversal.original()))
                        .param("payment", payment)
                        .param("reason", reversal.reason().name())
                        .param("pan_hash", panHash.toArray())
                        .param("amount", amount == null ? null : amount.minorUnits())
                        .param("reference", retrievalReference)
                        .update()
                == 1;
    }

    @Override
    public void withhold(TerminalReversal reversal) {
        jdbc.sql(
                        """
                        update terminal_reversal set withheld = true
                         where terminal_id = :terminal and merchant_id = :merchant
                           and batch_number = :batch and trace_number = :trace
                           and mti_class = :mti_class and processing_code = :processing_code
                           and transaction_type = :type
                        """)
                .params(Identities.key(reversal.original()))
                .update();
    }

    @Override
    public List<Withheld> released(@Nullable UUID after, int limit) {
        return jdbc.sql(
                        """
                        select w.transaction_id, w.reason from terminal_reversal w
                          join transaction t on t.id = w.transaction_id
                         where w.withheld and t.refunded_minor = 0 and t.state <> 'VOIDED'
                           and (cast(:after as uuid) is null or w.transaction_id > :after)
                         order by w.transaction_id
                         limit :limit
                        """)
                .param("after", after)
                .param("limit", limit)
                .query(
                        (row, _) ->
                                new Withheld(
                                        row.getObject("transaction_id", UUID.class),
                                        ReversalReason.valueOf(row.getString("reason"))))
                .list();
    }

    @Override
    public boolean letGo(UUID paymentId) {
        return jdbc.sql(
                                """
                                update terminal_reversal set withheld = false
                                 where transaction_id = :payment and withheld
                                """)
                        .param("payment", paymentId)
                        .update()
                == 1;
    }

    @Override
    public long withholding() {
        return jdbc.sql(
                        """
                        select count(*) from terminal_reversal w
                          join transaction t on t.id = w.transaction_id
                         where w.withheld
                           and t.refunded_minor > 0 and t.refunded_minor < t.amount_minor
                        """)
                .query(Long.class)
                .single();
    }

    @Override
    public int forget(Duration age) {
        return jdbc.sql(
                        """
                        delete from terminal_reversal
                         where ctid = any(array(
                               select ctid from terminal_reversal
                                where recorded_at < now() - :seconds * interval '1 second'
                                limit 10000))
                        """)
                .param("seconds", age.toSeconds())
                .update();
    }
}
