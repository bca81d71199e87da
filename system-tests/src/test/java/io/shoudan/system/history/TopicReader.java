package io.shoudan.system.history;

import io.shoudan.system.history.Fact.Said;
import io.shoudan.system.history.Fact.Searched;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/// Reads all topics from their start. Joins no group, and so moves nobody's place.
final class TopicReader {

    private static final Duration POLL = Duration.ofSeconds(1);

    private final String bootstrap;

    TopicReader(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    record Topics(List<Said> said, List<Searched> searched) {}

    Topics read(Pattern secrets) {
        Map<String, Object> settings =
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false);
        List<Said> said = new ArrayList<>();
        Map<String, long[]> searched = new TreeMap<>();
        try (var consumer =
                new KafkaConsumer<>(
                        settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions =
                    consumer.listTopics().values().stream()
                            .flatMap(List::stream)
                            .filter(it -> !it.topic().startsWith("__"))
                            .map(it -> new TopicPartition(it.topic(), it.partition()))
                            .toList();
            partitions.forEach(it -> searched.put(it.topic(), new long[2]));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(it -> consumer.position(it) < ends.getOrDefault(it, 0L))) {
                for (var each : consumer.poll(POLL)) {
                    said.add(said(each));
                    var counts = searched.computeIfAbsent(each.topic(), _ -> new long[2]);
                    counts[0]++;
                    counts[1] += secrets.matcher(text(each)).find() ? 1 : 0;
                }
            }
        }
        return new Topics(
                said,
                searched.entrySet().stream()
                        .map(
                                it ->
                                        new Searched(
                                                "topic " + it.getKey(),
                                                it.getValue()[0],
                                                it.getValue()[1]))
                        .toList());
    }

    private static Said said(ConsumerRecord<String, byte[]> each) {
        return new Said(
                each.topic(),
                each.partition(),
                each.offset(),
                each.key() == null ? "" : each.key(),
                header(each, "ce_id").map(UUID::fromString).orElse(new UUID(0, each.offset())),
                header(each, "ce_type").orElse(""),
                content(each.value()));
    }

    /// A poison event's content may be anything.
    private static JsonNode content(byte[] value) {
        try {
            return HistoryJson.MAPPER.readTree(value);
        } catch (JacksonException _) {
            return StringNode.valueOf(value.length + " bytes that are no JSON");
        }
    }

    private static Optional<String> header(ConsumerRecord<String, byte[]> each, String name) {
        return Optional.ofNullable(each.headers().lastHeader(name)).map(TopicReader::text);
    }

    private static String text(Header header) {
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    private static String text(ConsumerRecord<String, byte[]> each) {
        var text = new StringBuilder().append(each.key()).append(' ');
        for (var header : each.headers()) {
            text.append(header.key()).append('=').append(text(header)).append(' ');
        }
        return text.append(new String(each.value(), StandardCharsets.ISO_8859_1)).toString();
    }

    /// What readers have not taken in yet, for people, and where the topics end. Two equal answers
    /// with nothing pending in between mean that all is quiet.
    Map<TopicPartition, Long> ends(List<String> pending) throws InterruptedException {
        try (var admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
            var partitions =
                    admin.describeTopics(admin.listTopics().names().get()).allTopicNames().get();
            var asked =
                    partitions.values().stream()
                            .flatMap(
                                    topic ->
                                            topic.partitions().stream()
                                                    .map(
                                                            it ->
                                                                    new TopicPartition(
                                                                            topic.name(),
                                                                            it.partition())))
                            .collect(Collectors.toMap(it -> it, _ -> OffsetSpec.latest()));
            var ends =
                    admin.listOffsets(asked).all().get().entrySet().stream()
                            .collect(
                                    Collectors.toMap(
                                            Map.Entry::getKey, it -> it.getValue().offset()));
            for (var group : admin.listGroups().all().get()) {
                var places =
                        admin.listConsumerGroupOffsets(group.groupId())
                                .partitionsToOffsetAndMetadata()
                                .get();
                places.forEach(
                        (partition, place) -> {
                            long left = ends.getOrDefault(partition, 0L) - place.offset();
                            if (left > 0) {
                                pending.add(group.groupId() + " has " + left + " of " + partition);
                            }
                        });
            }
            return ends;
        } catch (ExecutionException e) {
            pending.add("Kafka does not answer: " + e.getCause());
            return Map.of();
        }
    }
}
