package io.shoudan.transaction.reversal;

import io.shoudan.transaction.payment.Cause;
import io.shoudan.transaction.payment.NetworkTrace;
import io.shoudan.transaction.payment.Payment;
import io.shoudan.transaction.route.Route;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// The table `reversal` in PostgreSQL.
@Component
class ReversalTable implements ReversalStore {

    private final JdbcClient jdbc;

    private final ReversalSignal signal;

    ReversalTable(JdbcClient jdbc, ReversalSignal signal) {
        this.jdbc = jdbc;
        this.signal = signal;
    }

    @Override
    public void owe(Payment payment, Cause cause) {
        jdbc.sql(
                        """
                        insert into reversal (transaction_id, state, cause, network_trace,
                               transmitted_at)
                        values (:payment, 'DUE', :cause,
                               lpad(nextval('network_trace')::text, 6, '0'),
                               date_trunc('second', now()))
                        on conflict (transaction_id)
                           where state in ('DUE', 'SENT', 'QUARANTINED') do nothing
                        """)
                .param("payment", payment.id())
                .param("cause", cause.code())
                .update();
        signalAfterCommit();
    }

    @Override
    public void oweAfterApproval(Payment payment, Cause cause) {
        int restarted =
                jdbc.sql(
                                """
                                update reversal
                                   set state = 'DUE', fencing = fencing + 1, lease_until = null,
                                       next_attempt_at = now(),
                                       network_trace = lpad(nextval('network_trace')::text, 6, '0'),
                                       transmitted_at = date_trunc('second', now())
                                 where transaction_id = :payment and state = 'SENT'
                                """)
                        .param("payment", payment.id())
                        .update();
        if (restarted == 0) {
            owe(payment, cause);
        } else {
            signalAfterCommit();
        }
    }

    private void signalAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        signal.raise();
                    }
                });
    }

    @Override
    public List<Leased> lease(int limit, Duration length) {
        return jdbc.sql(
                        """
                        update reversal r
                           set fencing = fencing + 1,
                               lease_until = now() + :lease_ms * interval '1 millisecond'
                          from transaction t
                         where t.id = r.transaction_id and r.id = any(array(
                               select id from reversal
                                where state in ('DUE', 'SENT') and next_attempt_at <= now()
                                  and (lease_until is null or lease_until < now())
                                order by next_attempt_at
                                limit :limit
                                  for update skip locked))
                        returning r.id, r.transaction_id, t.network, t.issuer, r.network_trace,
                                  r.transmitted_at, r.attempts, r.refusals, r.fencing,
                                  r.state = 'SENT' as sent
                        """)
                .param("lease_ms", length.toMillis())
                .param("limit", limit)
                .query(
                        (row, _) ->
                                new Leased(
                                        row.getLong("id"),
                                        row.getObject("transaction_id", UUID.class),
                                        new Route(
                                                row.getString("network"), row.getString("issuer")),
                                        new NetworkTrace(
                                                row.getString("network_trace"),
                                                row.getObject(
                                                                "transmitted_at",
                                                                OffsetDateTime.class)
                                                        .toInstant()),
                                        row.getInt("attempts"),
                                        row.getInt("refusals"),
                                        row.getLong("fencing"),
                                        row.getBoolean("sent")))
                .list();
    }

    @Override
    public void rest(List<Leased> leased) {
        jdbc.sql(
                        """
                        update reversal
                           set lease_until = null,
                               next_attempt_at = now()
                                       + least(greatest((now() - created_at) / 4,
                                                        interval '1 second'),
                                               interval '30 seconds')
                         where id = any(:ids)
                        """)
                .param("ids", leased.stream().map(Leased::id).toArray(Long[]::new))
                .update();
    }

    @Override
    public boolean begin(Leased leased) {
        return jdbc.sql(
                                """
                                update reversal set state = 'SENT', attempts = attempts + 1
                                 where id = :id and fencing = :fencing and state in ('DUE', 'SENT')
                                """)
                        .param("id", leased.id())
                        .param("fencing", leased.fencing())
                        .update()
                == 1;
    }

    @Override
    public boolean finish(Leased leased, Finished as) {
        return jdbc.sql(
                                """
                                update reversal
                                   set state = :state, done_at = now(), lease_until = null
                                 where id = :id and fencing = :fencing and state = 'SENT'
                                """)
                        .param("state", as.name())
                        .param("id", leased.id())
                        .param("fencing", leased.fencing())
                        .update()
                == 1;
    }

    @Override
    public void postpone(Leased leased, Duration pause) {
        jdbc.sql(
                        """
                        update reversal
                           set state = :state, attempts = :attempts, lease_until = null,
                               next_attempt_at = now() + :pause_ms * interval '1 millisecond'
                         where id = :id and fencing = :fencing and state in ('DUE', 'SENT')
                        """)
                .param("state", leased.sent() ? "SENT" : "DUE")
                .param("attempts", leased.attempts())
                .param("pause_ms", pause.toMillis())
                .param("id", leased.id())
                .param("fencing", leased.fencing())
                .update();
    }

    @Override
    public void retry(Leased leased, Duration pause) {
        jdbc.sql(
                        """
                        update reversal
                           set attempts = :attempts, lease_until = null,
                               next_attempt_at = now() + :pause_ms * interval '1 millisecond'
                         where id = :id and fencing = :fencing and state in ('DUE', 'SENT')
                        """)
                .param("attempts", leased.attempts() + 1)
                .param("pause_ms", pause.toMillis())
                .param("id", leased.id())
                .param("fencing", leased.fencing())
                .update();
    }

    @Override
    public void letGo(Leased leased, Duration pause) {
        jdbc.sql(
                        """
                        update reversal
                           set lease_until = null,
                               next_attempt_at = now() + :pause_ms * interval '1 millisecond'
                         where id = :id and fencing = :fencing and state in ('DUE', 'SENT')
                        """)
                .param("pause_ms", pause.toMillis())
                .param("id", leased.id())
                .param("fencing", leased.fencing())
                .update();
    }

    @Override
    public boolean refuse(Leased leased, Duration pause) {
        return jdbc.sql(
                                """
                                update reversal
                                   set refusals = refusals + 1, lease_until = null,
                                       next_attempt_at = now()
                                               + :pause_ms * interval '1 millisecond'
                                 where id = :id and fencing = :fencing and state = 'SENT'
                                """)
                        .param("pause_ms", pause.toMillis())
                        .param("id", leased.id())
                        .param("fencing", leased.fencing())
                        .update()
                == 1;
    }

    @Override
    public boolean putAside(Leased leased) {
        return jdbc.sql(
                                """
                                update reversal
                                   set state = 'QUARANTINED', attempts = :attempts,
                                       lease_until = null
                                 where id = :id and fencing = :fencing and state in ('DUE', 'SENT')
                                """)
                        .param("attempts", leased.attempts() + 1)
                        .param("id", leased.id())
                        .param("fencing", leased.fencing())
                        .update()
                == 1;
    }

    @Override
    public List<Quarantined> quarantined(int limit) {
        return jdbc.sql(
                        """
                        select transaction_id, created_at, attempts, refusals, cause from reversal
                         where state = 'QUARANTINED'
                         order by id
                         limit :limit
                        """)
                .param("limit", limit)
                .query(
                        (row, _) ->
                                new Quarantined(
                                        row.getObject("transaction_id", UUID.class),
                                        row.getObject("created_at", OffsetDateTime.class)
                                                .toInstant(),
                                        row.getInt("attempts"),
                                        row.getInt("refusals"),
                                        row.getString("cause")))
                .list();
    }

    @Override
    public boolean resume(UUID paymentId) {
        boolean resumed =
                jdbc.sql(
                                        """
                                        update reversal
                                           set state = 'SENT', attempts = 1, refusals = 0,
                                               next_attempt_at = now()
                                         where transaction_id = :payment and state = 'QUARANTINED'
                                        """)
                                .param("payment", paymentId)
                                .update()
                        == 1;
        if (resumed) {
            signalAfterCommit();
        }
        return resumed;
    }

    @Override
    public boolean finish(UUID paymentId, Finished as) {
        return jdbc.sql(
                                """
                                update reversal set state = :state, done_at = now()
                                 where transaction_id = :payment and state = 'QUARANTINED'
                                """)
                        .param("state", as.name())
                        .param("payment", paymentId)
                        .update()
                == 1;
    }

    @Override
    public Backlog backlog() {
        return jdbc.sql(
                        """
                        select count(*) filter (where state = 'QUARANTINED') as quarantined,
                               coalesce(extract(epoch from now() - min(created_at)
                                       filter (where state in ('DUE', 'SENT'))), 0)::bigint
                                       as oldest_seconds
                          from reversal
                         where state in ('DUE', 'SENT', 'QUARANTINED')
                        """)
                .query(
                        (row, _) ->
                                new Backlog(
                                        row.getLong("quarantined"),
                                        Duration.ofSeconds(row.getLong("oldest_seconds"))))
                .single();
    }
}
