package io.shoudan.platform.inbox;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Lets an event take effect once, although Kafka and the outbox deliver it at least once.
///
/// The mark is written in the transaction of the effect, so both are there or neither. Two
/// deliveries at the same time wait for each other on the mark. Thread-safe.
public final class Inbox {

    /// Under which letters are marked that are done with; never forgotten, because the letters stay
    /// for ever.
    static final String DEAD_LETTERS = "dead-letters";

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

    /// Those of `events` that a consumer has taken in.
    Set<UUID> marked(String consumer, List<UUID> events) {
        if (events.isEmpty()) {
            return Set.of();
        }
        Set<UUID> marked = new HashSet<>();
        jdbc.sql(
                        """
                        select event_id
                          from inbox
                         where consumer = :consumer
                           and event_id = any(:events)
                        """)
                .param("consumer", consumer)
                .param("events", events.toArray(UUID[]::new))
                .query(
                        row -> {
                            marked.add(row.getObject("event_id", UUID.class));
                        });
        return marked;
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
                                  and consumer <> :kept
                                limit 10000))
                        """)
                .param("keep", keep.toSeconds())
                .param("kept", DEAD_LETTERS)
                .update();
    }
}
