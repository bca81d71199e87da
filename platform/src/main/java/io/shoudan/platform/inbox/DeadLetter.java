package io.shoudan.platform.inbox;

import io.shoudan.platform.event.DeadLetterTopic;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.support.KafkaHeaders;

/// A record that a consumer could not take in, where it was put aside. Shows itself without its
/// value.
final class DeadLetter {

    /// What people are told of it.
    ///
    /// @param topic    that the record came from
    /// @param number   names the letter within the topic; its offset among the dead letters
    /// @param event    `ce_id`, if there was one
    /// @param type     `ce_type`, if there was one
    /// @param key      of the record, such as a terminal or merchant number
    /// @param putAside when
    /// @param cause    why, in our words; else the type of the fault
    record Shown(
            String topic,
            long number,
            @Nullable String event,
            @Nullable String type,
            @Nullable String key,
            Instant putAside,
            String cause) {}

    private final ConsumerRecord<String, byte[]> letter;

    DeadLetter(ConsumerRecord<String, byte[]> letter) {
        this.letter = letter;
    }

    /// Whether this service put it aside.
    boolean isOf(String consumer) {
        return text(DeadLetters.CONSUMER).filter(consumer::equals).isPresent();
    }

    long number() {
        return letter.offset();
    }

    /// Marks in the inbox that the letter is done with; the same in every instance.
    UUID mark() {
        var place = letter.topic() + "-" + letter.partition() + "@" + letter.offset();
        return UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8));
    }

    Shown shown() {
        return new Shown(
                topic(),
                number(),
                text("ce_id").orElse(null),
                text("ce_type").orElse(null),
                letter.key(),
                Instant.ofEpochMilli(letter.timestamp()),
                text(DeadLetters.CAUSE).or(() -> text(DeadLetters.CAUSE_TYPE)).orElse("unknown"));
    }

    /// The record as its consumer saw it.
    ConsumerRecord<String, byte[]> original() {
        return new ConsumerRecord<>(
                topic(),
                number(KafkaHeaders.DLT_ORIGINAL_PARTITION).map(Long::intValue).orElse(0),
                number(KafkaHeaders.DLT_ORIGINAL_OFFSET).orElse(0L),
                number(KafkaHeaders.DLT_ORIGINAL_TIMESTAMP).orElse(letter.timestamp()),
                TimestampType.CREATE_TIME,
                letter.serializedKeySize(),
                letter.serializedValueSize(),
                letter.key(),
                letter.value(),
                letter.headers(),
                Optional.empty());
    }

    private String topic() {
        return DeadLetterTopic.origin(letter.topic());
    }

    private Optional<String> text(String header) {
        return bytes(header).map(it -> new String(it, StandardCharsets.UTF_8));
    }

    /// A number of four or eight bytes, as Spring writes places and times.
    private Optional<Long> number(String header) {
        return bytes(header)
                .map(ByteBuffer::wrap)
                .flatMap(
                        it ->
                                switch (it.remaining()) {
                                    case Integer.BYTES -> Optional.of((long) it.getInt());
                                    case Long.BYTES -> Optional.of(it.getLong());
                                    default -> Optional.empty();
                                });
    }

    private Optional<byte[]> bytes(String name) {
        return Optional.ofNullable(letter.headers().lastHeader(name)).map(Header::value);
    }
}
