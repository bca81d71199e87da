package io.shoudan.platform.inbox;

import io.shoudan.platform.event.EventJson;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// A CloudEvents record in binary mode, as it came from Kafka. Immutable.
public final class EventRecord {

    private final ConsumerRecord<String, byte[]> source;
    private final UUID id;
    private final String type;
    private final Instant time;

    private EventRecord(ConsumerRecord<String, byte[]> source, UUID id, String type, Instant time) {
        this.source = source;
        this.id = id;
        this.type = type;
        this.time = time;
    }

    /// @throws PoisonRecord if key, value, id, type, time or version are missing or malformed
    public static EventRecord of(ConsumerRecord<String, byte[]> source) {
        if (source.key() == null || source.value() == null) {
            throw new PoisonRecord("key and value are required");
        }
        if (!required(source, "ce_specversion").equals("1.0")) {
            throw new PoisonRecord("ce_specversion must be 1.0");
        }
        return new EventRecord(
                source,
                uuid(required(source, "ce_id")),
                required(source, "ce_type"),
                instant(required(source, "ce_time")));
    }

    /// What makes a repetition recognisable; see [Inbox#once].
    public UUID id() {
        return id;
    }

    /// For example `io.shoudan.transaction.TransactionApproved`.
    public String type() {
        return type;
    }

    /// The producing service's clock when the event was written.
    public Instant time() {
        return time;
    }

    /// The producing service, for example `/shoudan/transaction-service`.
    public Optional<String> producer() {
        return Optional.ofNullable(header(source, "ce_source"));
    }

    /// The id of the thing that it happened to.
    public Optional<String> subject() {
        return Optional.ofNullable(header(source, "ce_subject"));
    }

    public String topic() {
        return source.topic();
    }

    public int partition() {
        return source.partition();
    }

    public long offset() {
        return source.offset();
    }

    public String key() {
        return source.key();
    }

    /// The value as an event record; fields unknown to `payloadType` are skipped.
    ///
    /// @throws PoisonRecord if the value is no such event
    public <T> T payload(EventJson json, Class<T> payloadType) {
        try {
            return json.read(source.value(), payloadType);
        } catch (JacksonException e) {
            throw new PoisonRecord("value is no " + payloadType.getSimpleName(), e);
        }
    }

    @Override
    public String toString() {
        return type + " " + id + " at " + topic() + "-" + partition() + "@" + offset();
    }

    private static String required(ConsumerRecord<String, byte[]> source, String name) {
        var value = header(source, name);
        if (value == null || value.isBlank()) {
            throw new PoisonRecord(name + " is required");
        }
        return value;
    }

    private static @Nullable String header(ConsumerRecord<String, byte[]> source, String name) {
        var header = source.headers().lastHeader(name);
        return header == null || header.value() == null
                ? null
                : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new PoisonRecord("ce_id must be a UUID", e);
        }
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new PoisonRecord("ce_time must be an ISO 8601 instant", e);
        }
    }
}
