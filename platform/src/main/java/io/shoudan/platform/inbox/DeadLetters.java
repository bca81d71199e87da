package io.shoudan.platform.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.shoudan.platform.event.DeadLetterTopic;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer.HeaderNames.HeadersToAdd;

/// Puts records aside that can't be taken in: `<topic>.dead-letter`, with where they came from and
/// why. The original headers stay. No message or stack trace of a library goes along: it may quote
/// the value.
final class DeadLetters {

    static final String CAUSE = "shoudan-cause";
    static final String CAUSE_TYPE = "shoudan-cause-type";
    static final String CONSUMER = "shoudan-consumer";

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private DeadLetters() {}

    static DeadLetterPublishingRecoverer publisher(
            KafkaOperations<?, ?> kafka, String consumer, MeterRegistry meters) {
        var publisher =
                new DeadLetterPublishingRecoverer(
                        kafka, (record, fault) -> destination(record, fault, meters));
        publisher.excludeHeader(
                HeadersToAdd.EXCEPTION,
                HeadersToAdd.EX_CAUSE,
                HeadersToAdd.EX_MSG,
                HeadersToAdd.EX_STACKTRACE);
        publisher.setHeadersFunction((_, fault) -> cause(fault, consumer));
        publisher.setFailIfSendResultIsError(true);
        return publisher;
    }

    private static TopicPartition destination(
            ConsumerRecord<?, ?> record, Exception fault, MeterRegistry meters) {
        meters.counter("shoudan.events.dead.lettered", "topic", record.topic()).increment();
        LOG.atError()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("cause", typeOf(fault))
                .log("record put aside");
        // Minus one: by key, and there is one partition anyway.
        return new TopicPartition(DeadLetterTopic.of(record.topic()), -1);
    }

    private static Headers cause(Exception fault, String consumer) {
        var headers = new RecordHeaders();
        headers.add(CONSUMER, consumer.getBytes(StandardCharsets.UTF_8));
        headers.add(CAUSE_TYPE, typeOf(fault).getBytes(StandardCharsets.UTF_8));
        ownWords(fault).ifPresent(it -> headers.add(CAUSE, it.getBytes(StandardCharsets.UTF_8)));
        return headers;
    }

    /// Why a record was not taken in: in our own words if we have any, else the type of the fault.
    static String causeOf(Exception fault) {
        return ownWords(fault).orElseGet(() -> typeOf(fault));
    }

    /// Those of a library are none: they may quote the value.
    private static Optional<String> ownWords(Exception fault) {
        return rootOf(fault) instanceof PoisonRecord poison
                ? Optional.ofNullable(poison.getMessage())
                : Optional.empty();
    }

    private static String typeOf(Exception fault) {
        return rootOf(fault).getClass().getName();
    }

    /// The innermost cause, or the poison that we named ourselves.
    private static Throwable rootOf(Throwable fault) {
        var root = fault;
        while (!(root instanceof PoisonRecord) && root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
