package io.shoudan.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.platform.testing.Eventually;
import io.shoudan.platform.testing.TestKafka;
import io.shoudan.platform.testing.TestServers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

/// Topics appear when Kafka answers, with their dead letters, and are never changed.
class TopicKeeperIT {

    private final Map<String, Object> kafka =
            Map.of("bootstrap.servers", TestServers.kafkaBootstrap());
    private final String topic = "kept-" + UUID.randomUUID();

    @Test
    void createsATopicAndItsDeadLetters() {
        var keeper = new TopicKeeper(kafka, List.of(new NewTopic(topic, 12, (short) 1)));

        keeper.start();

        Eventually.asserted(
                () -> {
                    assertThat(partitionsOf(topic)).isEqualTo(12);
                    assertThat(partitionsOf(topic + ".dead-letter")).isEqualTo(1);
                });
        keeper.stop();
    }

    /// A dead letter may be the only trace of a lost amount.
    @Test
    void keepsDeadLettersForEver() throws Exception {
        var keeper = new TopicKeeper(kafka, List.of(new NewTopic(topic, 12, (short) 1)));

        keeper.start();

        Eventually.asserted(() -> assertThat(partitionsOf(topic + ".dead-letter")).isEqualTo(1));
        var letters = new ConfigResource(ConfigResource.Type.TOPIC, topic + ".dead-letter");
        try (var admin = Admin.create(kafka)) {
            var configs = admin.describeConfigs(List.of(letters)).all().get();
            var config = Objects.requireNonNull(configs.get(letters));
            assertThat(config.get("retention.ms").value()).isEqualTo("-1");
            assertThat(config.get("retention.bytes").value()).isEqualTo("-1");
        }
        keeper.stop();
    }

    /// More partitions would send a key's next event elsewhere, where it may overtake.
    @Test
    void leavesATopicAsItIs() {
        try (var test = TestKafka.shared()) {
            test.createTopic(topic, 2);
        }
        var keeper = new TopicKeeper(kafka, List.of(new NewTopic(topic, 12, (short) 1)));

        keeper.start();

        Eventually.asserted(() -> assertThat(partitionsOf(topic + ".dead-letter")).isEqualTo(1));
        assertThat(partitionsOf(topic)).isEqualTo(2);
        keeper.stop();
    }

    /// 0 if there is no such topic.
    private int partitionsOf(String name) {
        try (var admin = Admin.create(kafka)) {
            var found = admin.describeTopics(List.of(name)).allTopicNames().get().get(name);
            return found == null ? 0 : found.partitions().size();
        } catch (ExecutionException _) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("must not be interrupted", e);
        }
    }
}
