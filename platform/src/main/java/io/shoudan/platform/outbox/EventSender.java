package io.shoudan.platform.outbox;

import io.shoudan.platform.Ticker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// The relay's connection to Kafka. Used by one thread.
///
/// What is acknowledged is always a **prefix** of what was given, also when Kafka fails in the
/// middle: the producer is idempotent, never gives up a record by itself (later ones of the same
/// key would overtake it), and is thrown away with everything it still holds when Kafka does not
/// acknowledge in time. It has one request on its way at a time: a broker takes whatever number
/// comes first from a producer that it does not know yet, so that a second batch would pass where
/// the first one was refused, by a partition without a leader for example.
final class EventSender implements AutoCloseable {

    /// How long we wait for the first word of Kafka about a topic.
    private static final int MAX_BLOCK_MS = 2_000;

    private static final int REQUEST_TIMEOUT_MS = 5_000;

    /// What waits while a request is on its way leaves with few more.
    private static final int BATCH_BYTES = 128 * 1024;

    private final Map<String, Object> configuration;
    private final Duration ackTimeout;
    private final Ticker ticker;
    private @Nullable KafkaProducer<String, byte[]> producer;

    /// @param kafka bootstrap servers and security, as configured for the service
    EventSender(Map<String, Object> kafka, Duration ackTimeout, Ticker ticker) {
        this.ackTimeout = ackTimeout;
        this.ticker = ticker;
        this.configuration = new HashMap<>(kafka);
        configuration.put(ProducerConfig.ACKS_CONFIG, "all");
        configuration.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        configuration.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        configuration.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        configuration.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
        configuration.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        configuration.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        configuration.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        configuration.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    }

    /// What the producer is made with.
    Map<String, Object> configuration() {
        return Map.copyOf(configuration);
    }

    /// Asks Kafka about a topic, before a database connection is spent on waiting for it.
    ///
    /// @throws KafkaException if Kafka is away or the topic does not exist
    void probe(String topic) {
        try {
            producer().partitionsFor(topic);
        } catch (KafkaException e) {
            abandon();
            throw e;
        }
    }

    /// Sends in order and waits for the acknowledgements.
    Sent send(List<WaitingEvent> events) {
        var pending = new ArrayList<Future<?>>(events.size());
        Throwable fault = null;
        try {
            for (var event : events) {
                pending.add(producer().send(record(event)));
            }
        } catch (KafkaException e) {
            fault = e; // Nothing after this one was given to the producer.
        }
        int acknowledged = 0;
        long endNanos = ticker.nanos() + ackTimeout.toNanos();
        try {
            for (var future : pending) {
                future.get(Math.max(0, endNanos - ticker.nanos()), TimeUnit.NANOSECONDS);
                acknowledged++;
            }
        } catch (ExecutionException e) {
            fault = e.getCause();
        } catch (TimeoutException e) {
            fault = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fault = e;
        }
        if (fault != null) {
            abandon();
        }
        return new Sent(acknowledged, fault);
    }

    /// Drops the producer and what it holds, without waiting.
    private void abandon() {
        var broken = producer;
        producer = null;
        if (broken != null) {
            broken.close(Duration.ZERO);
        }
    }

    @Override
    public void close() {
        abandon();
    }

    private KafkaProducer<String, byte[]> producer() {
        var current = producer;
        if (current == null) {
            current =
                    new KafkaProducer<>(
                            configuration, new StringSerializer(), new ByteArraySerializer());
            producer = current;
        }
        return current;
    }

    private static ProducerRecord<String, byte[]> record(WaitingEvent event) {
        var message = new ProducerRecord<>(event.topic(), event.key(), event.payload());
        event.headers()
                .forEach(
                        (name, value) ->
                                message.headers()
                                        .add(name, value.getBytes(StandardCharsets.UTF_8)));
        return message;
    }

    /// @param acknowledged how many events, from the first one, Kafka has for sure
    /// @param fault        why it is not all of them
    record Sent(int acknowledged, @Nullable Throwable fault) {}
}
