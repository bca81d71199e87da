package io.shoudan.platform.testing;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import tools.jackson.databind.json.JsonMapper;

/// A test's own hands on a broker: publishes events as another service would, reads topics from
/// their start. Not thread-safe.
public final class TestKafka implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final String bootstrap;
    private final KafkaProducer<String, byte[]> producer;
    private final JsonMapper json = JsonMapper.builder().build();

    public TestKafka(String bootstrap) {
        this.bootstrap = bootstrap;
        this.producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", 0),
                        new StringSerializer(),
                        new ByteArraySerializer());
    }

    /// On the shared broker.
    public static TestKafka shared() {
        return new TestKafka(TestServers.kafkaBootstrap());
    }

    /// Creates a topic that no running service owns; one that exists stays as it is.
    public void createTopic(String name, int partitions) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
        } catch (ExecutionException _) {
            // It exists, or reading from it will say what is wrong.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("must not be interrupted", e);
        }
    }

    /// Publishes an event with all its headers and waits until Kafka has it.
    ///
    /// @param payload an event record, or its JSON as `byte[]`
    /// @return `ce_id`
    public UUID publish(String topic, String key, String type, String subject, Object payload) {
        var id = UUID.randomUUID();
        publish(id, topic, key, type, subject, payload);
        return id;
    }

    /// The same with a given id, for repetitions.
    public void publish(
            UUID id, String topic, String key, String type, String subject, Object payload) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("ce_id", id.toString());
        headers.put("ce_source", "/shoudan/test");
        headers.put("ce_type", type);
        headers.put("ce_specversion", "1.0");
        headers.put("ce_time", Clock.systemUTC().instant().toString());
        headers.put("ce_subject", subject);
        headers.put("content-type", "application/json");
        var value = payload instanceof byte[] ready ? ready : json.writeValueAsBytes(payload);
        publish(topic, key, headers, value);
    }

    /// Publishes any record, also one that is no event.
    public void publish(String topic, String key, Map<String, String> headers, byte[] value) {
        var message = new ProducerRecord<>(topic, key, value);
        headers.forEach((name, it) -> message.headers().add(name, bytes(it)));
        try {
            producer.send(message).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("must be able to publish", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("must not be interrupted", e);
        }
    }

    /// Reads a topic from its start until what was read is enough.
    ///
    /// @throws AssertionError if it is not enough within [Eventually#PATIENCE]
    public List<ConsumerRecord<String, byte[]>> read(
            String topic, Predicate<List<ConsumerRecord<String, byte[]>>> enough) {
        Map<String, Object> configuration =
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "group.id",
                        "test-" + UUID.randomUUID(),
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        false,
                        "metadata.max.age.ms",
                        500);
        try (var consumer =
                new KafkaConsumer<>(
                        configuration, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            var seen = new ArrayList<ConsumerRecord<String, byte[]>>();
            return Eventually.until(
                    "enough records in " + topic,
                    () -> {
                        consumer.poll(POLL).forEach(seen::add);
                        return seen;
                    },
                    enough);
        }
    }

    /// A header as text, or empty.
    public static String header(ConsumerRecord<String, byte[]> message, String name) {
        var header = message.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
