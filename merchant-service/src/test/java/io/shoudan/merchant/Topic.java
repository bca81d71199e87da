package io.shoudan.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.platform.testing.Eventually;
import io.shoudan.platform.testing.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Reads what was said on a topic from its beginning.
final class Topic {

    private static final Duration POLL = Duration.ofMillis(100);

    private Topic() {}

    /// Everything said of `key` so far, once it is `count` records or more; more is a failure.
    static List<ConsumerRecord<String, String>> read(String topic, String key, int count) {
        try (var consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", TestServers.kafkaBootstrap()),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            var partitions =
                    Eventually.until(
                            "topic " + topic,
                            () -> consumer.partitionsFor(topic),
                            it -> !it.isEmpty());
            consumer.assign(
                    partitions.stream()
                            .map(it -> new TopicPartition(topic, it.partition()))
                            .toList());
            consumer.seekToBeginning(consumer.assignment());
            var said = new ArrayList<ConsumerRecord<String, String>>();
            Eventually.until(
                    count + " records of " + key,
                    () -> {
                        consumer.poll(POLL)
                                .forEach(
                                        it -> {
                                            if (it.key().equals(key)) {
                                                said.add(it);
                                            }
                                        });
                        return said.size();
                    },
                    it -> it >= count);
            assertThat(said).hasSize(count);
            return List.copyOf(said);
        }
    }
}
