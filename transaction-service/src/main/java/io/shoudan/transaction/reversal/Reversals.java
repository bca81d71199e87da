package io.shoudan.transaction.reversal;

import io.shoudan.transaction.payment.Cause;
import io.shoudan.transaction.payment.NetworkTrace;
import io.shoudan.transaction.payment.Payment;
import io.shoudan.transaction.route.Route;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// The table of reversals owed to the network. Results are guarded by the fencing token: of two
/// instances that both sent one, the last to take the lease records it.
///
/// Lock order: first the payment, then its reversal.
@Component
public final class Reversals {

    private final JdbcClient jdbc;
    private final ReversalSignal signal;

    Reversals(JdbcClient jdbc, ReversalSignal signal) {
        this.jdbc = jdbc;
        this.signal = signal;
    }

    /// Owes the network a reversal of `payment`, in the commit that makes it necessary. One that is
    /// live already serves.
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

    /// Owes the network a reversal of `payment` that the network sees after its approval. One whose
    /// bytes may have left before starts over under another trace: the network may have answered
    /// that it knows no such original, and would say so again to a repeat. What the old attempt is
    /// answered counts no longer.
    ///
    /// The caller holds the payment's lock, or the old attempt might end in between.
    void oweAfterApproval(Payment payment, Cause cause) {
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

    /// A reversal that this instance works on until its lease ends.
    ///
    /// @param route   the way that the payment took
    /// @param fencing must still stand in the row when a result is recorded
    /// @param sent    an earlier attempt may have reached the network
    record Leased(
            long id,
            UUID paymentId,
            Route route,
            NetworkTrace trace,
            int attempts,
            int refusals,
            long fencing,
            boolean sent) {}

    /// Takes reversals that are due and that nobody works on, the longest waiting first.
    List<Leased> lease(int limit, Duration length) {
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

    /// Their way is closed: gives the leases back, in the transaction that took them. Rests the
    /// longer the longer it is owed, up to 30 s, so that a way that stays closed costs little and
    /// one that opens is taken soon. Counts as no attempt.
    void rest(List<Leased> leased) {
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

    /// Recorded before a byte may leave.
    ///
    /// @return false if the lease was lost
    boolean begin(Leased leased) {
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

    /// The network said the last word: acknowledged, or no such original.
    ///
    /// @return false if another instance recorded a result or took over
    boolean finish(Leased leased, Finished as) {
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

    /// How a reversal ends well.
    enum Finished {
        ACKNOWLEDGED,
        NOT_DONE
    }

    /// Not one byte left: it is as if there had been no attempt.
    void postpone(Leased leased, Duration pause) {
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

    /// An attempt without an answer: repeat it after a pause.
    void retry(Leased leased, Duration pause) {
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

    /// The database was away for a while: gives the lease back, so that nobody waits for its end.
    void letGo(Leased leased, Duration pause) {
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

    /// Refused: repeat it after a pause.
    ///
    /// @return false if the lease was lost
    boolean refuse(Leased leased, Duration pause) {
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

    /// Tried often enough: it waits for a person.
    ///
    /// @return false if the lease was lost
    boolean putAside(Leased leased) {
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

    /// A reversal that waits for a person.
    record Quarantined(
            UUID paymentId, Instant createdAt, int attempts, int refusals, String cause) {}

    /// The longest waiting first.
    List<Quarantined> quarantined(int limit) {
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

    /// Sends a reversal that was put aside again, as if it had been sent once and never refused.
    ///
    /// @return false if none of this payment is put aside
    boolean resume(UUID paymentId) {
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

    /// The network's people said what its messages would not.
    ///
    /// @return false if none of this payment is put aside
    boolean finish(UUID paymentId, Finished as) {
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

    /// What is left to do.
    ///
    /// @param quarantined how many wait for a person
    /// @param oldest      how long the first of the others has been owed
    record Backlog(long quarantined, Duration oldest) {}

    Backlog backlog() {
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
