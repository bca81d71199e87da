package io.shoudan.platform.outbox;

import io.shoudan.platform.ServiceName;
import io.shoudan.platform.database.Columns;
import io.shoudan.platform.event.EventJson;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Where a service puts its events: committed with the state change or not at all.
///
/// Add an event **after** the guarded update that it reports, in the same transaction: the lock on
/// that row is what keeps two events of one key in the order of their changes. Costs one insert and
/// never waits for Kafka. Thread-safe.
public final class Outbox {

    private static final String INSERT =
            """
            insert into outbox (shard, topic, key, headers, payload)
            select shard, topic, key, headers::jsonb, payload
              from unnest(:shards::int[], :topics::text[], :keys::text[], :headers::text[],
                          :payloads::bytea[]) with ordinality
                   as event (shard, topic, key, headers, payload, position)
             order by position
            """;

    private final JdbcClient jdbc;
    private final EventJson json;
    private final Clock clock;
    private final String source;
    private final OutboxSignal signal;

    /// Registered at most once per transaction: the manager keeps a set.
    private final TransactionSynchronization wake =
            new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    signal.raise();
                }
            };

    Outbox(JdbcClient jdbc, EventJson json, Clock clock, ServiceName self, OutboxSignal signal) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.source = "/shoudan/" + self;
        this.signal = signal;
    }

    /// Adds an event to the caller's transaction. A second call with the same id is a second event
    /// to us; consumers drop it.
    ///
    /// @throws IllegalStateException    outside a transaction: the event could outlive its cause
    /// @throws IllegalArgumentException if the payload is larger than Kafka takes
    public void add(OutboxEvent event) {
        add(List.of(event));
    }

    /// Adds events to the caller's transaction in this order, in one statement.
    ///
    /// @throws IllegalStateException    outside a transaction: an event could outlive its cause
    /// @throws IllegalArgumentException if a payload is larger than Kafka takes
    public void add(List<OutboxEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(
                    "must be in a transaction: event type=" + events.getFirst().type());
        }
        var rows = events.stream().map(this::row).toList();
        jdbc.sql(INSERT)
                .param("shards", Columns.texts(rows, OutboxRow::shard))
                .param("topics", Columns.texts(rows, OutboxRow::topic))
                .param("keys", Columns.texts(rows, OutboxRow::key))
                .param("headers", Columns.texts(rows, OutboxRow::headers))
                .param("payloads", Columns.bytes(rows, OutboxRow::payload))
                .update();
        TransactionSynchronizationManager.registerSynchronization(wake);
    }

    private OutboxRow row(OutboxEvent event) {
        var payload = event.payload() instanceof byte[] ready ? ready : json.write(event.payload());
        return new OutboxRow(
                OutboxRow.shardOf(event.key()),
                event.topic(),
                event.key(),
                headers(event),
                payload);
    }

    private String headers(OutboxEvent event) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("ce_id", event.id().toString());
        headers.put("ce_source", source);
        headers.put("ce_type", event.type());
        headers.put("ce_specversion", "1.0");
        headers.put("ce_time", clock.instant().toString());
        headers.put("ce_subject", event.subject());
        headers.put("content-type", "application/json");
        return new String(json.write(headers), StandardCharsets.UTF_8);
    }
}
