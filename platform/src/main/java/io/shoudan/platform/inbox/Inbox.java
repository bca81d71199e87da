package io.shoudan.platform.inbox;

import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Lets an event take effect once, although Kafka and the outbox deliver it at least once.
///
/// The mark is written in the transaction of the effect, so both are there or neither. Two
/// deliveries at the same time wait for each other on the mark. Thread-safe.
public final class Inbox {

    private final JdbcClient jdbc;

    Inbox(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Runs `effect` in the caller's transaction, unless this consumer has taken in the event
    /// before.
    ///
    /// @param consumer which consumer of this service; several may take in the same event
    /// @return whether the effect ran
    /// @throws IllegalStateException outside a transaction
    public boolean once(UUID eventId, String consumer, Runnable effect) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("must be in a transaction: consumer=" + consumer);
        }
        int marked =
                jdbc.sql(
                                """
                                insert into inbox (consumer, event_id)
                                values (:consumer, :event)
                                on conflict do nothing
                                """)
                        .param("consumer", consumer)
                        .param("event", eventId)
                        .update();
        if (marked == 1) {
            effect.run();
        }
        return marked == 1;
    }

    /// Forgets the oldest marks that are older than `keep` by the database's clock, at most 10,000
    /// at a time.
    ///
    /// @return how many were forgotten
    int forget(Duration keep) {
        return jdbc.sql(
                        """
                        delete from inbox
                         where ctid = any(array(
                               select ctid
                                 from inbox
                                where taken_at < clock_timestamp() - make_interval(secs => :keep)
                                limit 10000))
                        """)
                .param("keep", keep.toSeconds())
                .update();
    }
}
