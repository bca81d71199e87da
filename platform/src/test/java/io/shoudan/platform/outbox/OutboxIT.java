package io.shoudan.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shoudan.platform.database.Transactions;
import io.shoudan.platform.sample.SampleService;
import io.shoudan.platform.sample.SampleService.Running;
import io.shoudan.platform.testing.Eventually;
import io.shoudan.platform.testing.TestKafka;
import io.shoudan.platform.testing.TestServers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/// Money rule 15: an event is in Kafka if and only if its change is committed, and the events of
/// one key arrive in the order of their changes, whatever happens to relays and to Kafka.
class OutboxIT {

    private static final int WRITERS = 8;
    private static final int CHANGES = 150;
    private static final int KEYS = 10;

    private static final class Refused extends RuntimeException {}

    /// Two instances compete for the same outbox while writers change the same keys, and some of
    /// them change their minds.
    @Test
    void keepsTheOrderOfEachKeyWithTwoRelays() throws Exception {
        var settings = TestServers.settings();
        var topic = "order-" + UUID.randomUUID();
        try (var kafka = TestKafka.shared();
                var one = SampleService.start(settings);
                var other = SampleService.start(settings)) {
            kafka.createTopic(topic, 4);
            var committed = changeConcurrently(List.of(one, other), topic);

            var arrived = kafka.read(topic, it -> distinct(it) >= committed);

            assertThat(distinct(arrived)).isEqualTo(committed);
            assertEveryKeyCounts(arrived);
            Eventually.until("the outbox is empty", () -> waiting(one) == 0);
        }
    }

    @Test
    void tellsNothingOfWhatWasRolledBack() {
        var service = SampleService.shared();
        var topic = "rollback-" + UUID.randomUUID();
        try (var kafka = TestKafka.shared()) {
            kafka.createTopic(topic, 1);
            assertThatThrownBy(() -> change(service, topic, "k", Outcome.ROLLED_BACK))
                    .isInstanceOf(Refused.class);
            change(service, topic, "k", Outcome.COMMITTED);

            var arrived = kafka.read(topic, it -> !it.isEmpty());

            // One partition, and the committed event came second: the other one never will.
            assertThat(arrived).hasSize(1);
            assertThat(text(arrived.getFirst())).isEqualTo("1");
        }
    }

    @Test
    void carriesCloudEventsHeaders() {
        var service = SampleService.shared();
        var topic = "headers-" + UUID.randomUUID();
        var id = UUID.randomUUID();
        try (var kafka = TestKafka.shared()) {
            kafka.createTopic(topic, 1);
            var event = new OutboxEvent(topic, "k", "io.shoudan.T", "s1", Map.of("a", 1), id);
            service.bean(Transactions.class).run(() -> service.bean(Outbox.class).add(event));

            var arrived = kafka.read(topic, it -> !it.isEmpty()).getFirst();

            assertThat(arrived.key()).isEqualTo("k");
            assertThat(text(arrived)).isEqualTo("{\"a\":1}");
            assertThat(TestKafka.header(arrived, "ce_id")).isEqualTo(id.toString());
            assertThat(TestKafka.header(arrived, "ce_type")).isEqualTo("io.shoudan.T");
            assertThat(TestKafka.header(arrived, "ce_subject")).isEqualTo("s1");
            assertThat(TestKafka.header(arrived, "ce_source")).isEqualTo("/shoudan/sample-service");
            assertThat(TestKafka.header(arrived, "ce_specversion")).isEqualTo("1.0");
            assertThat(TestKafka.header(arrived, "ce_time")).endsWith("Z");
            assertThat(TestKafka.header(arrived, "content-type")).isEqualTo("application/json");
        }
    }

    /// More bytes than fit into one batch, and no event larger than Kafka takes.
    @Test
    void passesOnLargeEvents() {
        var service = SampleService.shared();
        var topic = "large-" + UUID.randomUUID();
        var large = "\"" + "x".repeat(800 * 1024) + "\"";
        try (var kafka = TestKafka.shared()) {
            kafka.createTopic(topic, 1);
            for (int i = 0; i < 3; i++) {
                service.bean(Transactions.class)
                        .run(
                                () -> {
                                    for (int j = 0; j < 8; j++) {
                                        service.bean(Outbox.class).add(raw(topic, "k", large));
                                    }
                                });
            }

            assertThat(kafka.read(topic, it -> distinct(it) >= 24)).hasSizeGreaterThanOrEqualTo(24);
            var tooLarge = raw(topic, "k", large + large);
            assertThatThrownBy(
                            () ->
                                    service.bean(Transactions.class)
                                            .run(() -> service.bean(Outbox.class).add(tooLarge)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void refusesAnEventWithoutATransaction() {
        var service = SampleService.shared();
        var event = OutboxEvent.of("t", "k", "io.shoudan.T", "s", Map.of());

        assertThatThrownBy(() -> service.bean(Outbox.class).add(event))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("must be in a transaction");
    }

    /// Kafka is stopped while events wait and while new ones are written. Business transactions do
    /// not notice; afterwards everything leaves in order.
    @Test
    void drainsInOrderWhenKafkaComesBack() {
        var broker = new EmbeddedKafkaKraftBroker(1, 1);
        broker.brokerProperty("group.initial.rebalance.delay.ms", "0");
        broker.afterPropertiesSet();
        var brokers = Objects.requireNonNull(broker.getCluster()).brokers().values();
        var settings = TestServers.settings();
        settings.put("spring.kafka.bootstrap-servers", broker.getBrokersAsString());
        settings.put("shoudan.outbox.ack-timeout", "1s");
        // Whatever leaves within a test's patience was not found by looking, but by being woken.
        settings.put("shoudan.outbox.interval", "60s");
        var topic = "away-" + UUID.randomUUID();
        try (var service = SampleService.start(settings)) {
            changeTimes(service, topic, 20);
            Eventually.until("the first events left", () -> waiting(service) == 0);

            brokers.forEach(it -> it.shutdown());
            changeTimes(service, topic, 200);
            assertThat(waiting(service)).isEqualTo(200);

            brokers.forEach(it -> it.startup());
            changeTimes(service, topic, 20);
            try (var kafka = new TestKafka(broker.getBrokersAsString())) {
                var arrived = kafka.read(topic, it -> distinct(it) >= 240);
                assertEveryKeyCounts(arrived);
            }
            Eventually.until("the outbox is empty", () -> waiting(service) == 0);
        } finally {
            broker.destroy();
        }
    }

    /// One topic that does not exist must not hold up the rest of the service's events.
    @Test
    void passesOnOtherShardsWhenOneIsStuck() {
        var service = SampleService.shared();
        var topic = "others-" + UUID.randomUUID();
        try (var kafka = TestKafka.shared()) {
            kafka.createTopic(topic, 1);
            var unsendable = OutboxEvent.of("no topic has spaces", "k0", "io.shoudan.T", "s", "x");
            service.bean(Transactions.class)
                    .run(
                            () -> {
                                service.bean(Outbox.class).add(unsendable);
                                for (int key = 1; key <= 40; key++) {
                                    service.bean(Outbox.class).add(event(topic, "k" + key, 1));
                                }
                            });
            int stuckShard = OutboxRow.shardOf("k0");
            long free =
                    IntStream.rangeClosed(1, 40)
                            .filter(it -> OutboxRow.shardOf("k" + it) != stuckShard)
                            .count();

            var arrived = kafka.read(topic, it -> distinct(it) >= free);

            assertThat(distinct(arrived)).isEqualTo(free);
        } finally {
            service.bean(JdbcClient.class)
                    .sql("delete from outbox where topic like 'no topic%'")
                    .update();
        }
    }

    private enum Outcome {
        COMMITTED,
        ROLLED_BACK
    }

    /// How many changes were committed.
    private static long changeConcurrently(List<Running> services, String topic) throws Exception {
        long committed = 0;
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks =
                    IntStream.range(0, WRITERS)
                            .mapToObj(
                                    it ->
                                            writers.submit(
                                                    () ->
                                                            changeAtRandom(
                                                                    services.get(it % 2),
                                                                    topic,
                                                                    it)))
                            .toList();
            for (var task : tasks) {
                committed += task.get();
            }
        }
        return committed;
    }

    private static long changeAtRandom(Running service, String topic, int seed) {
        var random = new Random(seed);
        long committed = 0;
        for (int i = 0; i < CHANGES; i++) {
            var key = "key-" + random.nextInt(KEYS);
            try {
                change(
                        service,
                        topic,
                        key,
                        random.nextInt(10) == 0 ? Outcome.ROLLED_BACK : Outcome.COMMITTED);
                committed++;
            } catch (Refused _) {
                // This one shall leave no trace.
            }
        }
        return committed;
    }

    private static void changeTimes(Running service, String topic, int times) {
        for (int i = 0; i < times; i++) {
            change(service, topic, "key-" + i % KEYS, Outcome.COMMITTED);
        }
    }

    /// Counts a key up and tells its new count, in one transaction.
    private static void change(Running service, String topic, String key, Outcome outcome) {
        service.bean(Transactions.class)
                .run(
                        () -> {
                            long n =
                                    service.bean(JdbcClient.class)
                                            .sql(
                                                    """
                                                    insert into counter (key, n) values (:key, 1)
                                                    on conflict (key) do update set n = counter.n + 1
                                                    returning n
                                                    """)
                                            .param("key", topic + key)
                                            .query((row, _) -> row.getLong("n"))
                                            .single();
                            service.bean(Outbox.class).add(event(topic, key, n));
                            if (outcome == Outcome.ROLLED_BACK) {
                                throw new Refused();
                            }
                        });
    }

    private static OutboxEvent event(String topic, String key, long n) {
        return OutboxEvent.of(topic, key, "io.shoudan.Counted", key, n);
    }

    private static OutboxEvent raw(String topic, String key, String json) {
        return OutboxEvent.of(
                topic, key, "io.shoudan.Raw", key, json.getBytes(StandardCharsets.UTF_8));
    }

    private static long waiting(Running service) {
        return service.bean(JdbcClient.class)
                .sql("select count(*) as n from outbox")
                .query((row, _) -> row.getLong("n"))
                .single();
    }

    private static long distinct(Collection<ConsumerRecord<String, byte[]>> records) {
        return records.stream().map(it -> TestKafka.header(it, "ce_id")).distinct().count();
    }

    /// First deliveries of every key count 1, 2, 3 …; repetitions are allowed and left out.
    private static void assertEveryKeyCounts(List<ConsumerRecord<String, byte[]>> records) {
        var seen = new HashSet<String>();
        var byKey =
                records.stream()
                        .filter(it -> seen.add(TestKafka.header(it, "ce_id")))
                        .collect(
                                Collectors.groupingBy(
                                        ConsumerRecord::key,
                                        Collectors.mapping(
                                                OutboxIT::text,
                                                Collectors.toCollection(ArrayList::new))));
        byKey.forEach(
                (key, counts) ->
                        assertThat(counts)
                                .as(key)
                                .containsExactlyElementsOf(
                                        LongStream.rangeClosed(1, counts.size())
                                                .mapToObj(Long::toString)
                                                .toList()));
    }

    private static String text(ConsumerRecord<String, byte[]> message) {
        return new String(message.value(), StandardCharsets.UTF_8);
    }
}
