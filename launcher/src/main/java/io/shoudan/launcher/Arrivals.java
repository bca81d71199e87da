package io.shoudan.launcher;

import io.shoudan.contracts.event.BindingChanged;
import io.shoudan.contracts.event.MerchantChanged;
import io.shoudan.contracts.event.TariffChanged;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Knows whether everything that merchant-service said is in the copies that the other services
/// decide by: it has nothing left to send, and each reader has committed the end of its topics. A
/// service does so after the commit in its own database.
public final class Arrivals implements AutoCloseable {

    /// A consumer group is called like its service. Whoever begins to read these topics belongs
    /// here, or `ready` is said too early.
    private static final Map<String, List<String>> READERS =
            new TreeMap<>(
                    Map.of(
                            "terminal-service",
                            List.of(MerchantChanged.TOPIC, BindingChanged.TOPIC),
                            "transaction-service",
                            List.of(MerchantChanged.TOPIC, BindingChanged.TOPIC),
                            "settlement-service",
                            List.of(MerchantChanged.TOPIC, TariffChanged.TOPIC)));

    private static final List<String> TOPICS =
            READERS.values().stream().flatMap(List::stream).distinct().sorted().toList();

    /// A reader that was killed keeps its place for 10 s; the rest is for a slow machine.
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final int CALL_LIMIT_MS = 5000;

    private final Admin kafka;
    private final String merchantDatabase;
    private final String password;

    private Arrivals(Admin kafka, String merchantDatabase, String password) {
        this.kafka = kafka;
        this.merchantDatabase = merchantDatabase;
        this.password = password;
    }

    /// @param postgresPort where merchant-service's database is
    /// @param password of the role `merchant`
    public static Arrivals of(int kafkaPort, int postgresPort, String password) {
        Map<String, Object> settings =
                Map.of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                        Ports.HOST + ":" + kafkaPort,
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        CALL_LIMIT_MS,
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        CALL_LIMIT_MS);
        return new Arrivals(
                Admin.create(settings), PostgresServer.jdbcUrl(postgresPort, "merchant"), password);
    }

    /// Returns when all that was said before the call has arrived.
    ///
    /// @throws StartFailure if it has not after a minute; the message says who lacks what
    public void await() throws InterruptedException {
        await(LIMIT);
    }

    void await(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            List<String> missing = missing();
            if (missing.isEmpty()) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new StartFailure(
                        "what merchant-service says has not arrived everywhere after %s:\n    %s"
                                .formatted(Output.seconds(limit), String.join("\n    ", missing)));
            }
            Pause.briefly();
        }
    }

    /// Who lacks what, for people; empty when everything has arrived.
    private List<String> missing() throws InterruptedException {
        try {
            // In this order: what leaves the outbox is at the end of a topic before it is gone.
            return somethingToSend()
                    ? List.of("merchant-service has not sent all of it to Kafka")
                    : behind();
        } catch (SQLException e) {
            return List.of("merchant-service's database does not answer: " + e.getMessage());
        } catch (ExecutionException e) {
            return List.of("Kafka does not answer: " + e.getCause());
        }
    }

    private boolean somethingToSend() throws SQLException {
        try (var connection = DriverManager.getConnection(merchantDatabase, "merchant", password);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select exists (select from outbox)")) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    private List<String> behind() throws ExecutionException, InterruptedException {
        List<TopicPartition> partitions =
                kafka.describeTopics(TOPICS).allTopicNames().get().values().stream()
                        .flatMap(topic -> partitions(topic).stream())
                        .toList();
        Map<TopicPartition, Long> starts = offsets(partitions, OffsetSpec.earliest());
        Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
        var read =
                kafka.listConsumerGroupOffsets(
                                READERS.keySet().stream()
                                        .collect(
                                                Collectors.toMap(
                                                        group -> group,
                                                        _ -> new ListConsumerGroupOffsetsSpec())))
                        .all()
                        .get();
        List<String> behind = new ArrayList<>();
        READERS.forEach(
                (group, topics) -> {
                    Map<TopicPartition, OffsetAndMetadata> places =
                            read.getOrDefault(group, Map.of());
                    for (String topic : topics) {
                        long records =
                                partitions.stream()
                                        .filter(each -> each.topic().equals(topic))
                                        .mapToLong(each -> unread(each, starts, ends, places))
                                        .sum();
                        if (records > 0) {
                            behind.add(
                                    "%s has %d records of %s to take in"
                                            .formatted(group, records, topic));
                        }
                    }
                });
        return behind;
    }

    private static long unread(
            TopicPartition partition,
            Map<TopicPartition, Long> starts,
            Map<TopicPartition, Long> ends,
            Map<TopicPartition, OffsetAndMetadata> places) {
        OffsetAndMetadata place = places.get(partition);
        long position = place == null ? starts.getOrDefault(partition, 0L) : place.offset();
        return Math.max(0, ends.getOrDefault(partition, 0L) - position);
    }

    private static List<TopicPartition> partitions(TopicDescription topic) {
        return topic.partitions().stream()
                .map(each -> new TopicPartition(topic.name(), each.partition()))
                .toList();
    }

    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException {
        var asked = partitions.stream().collect(Collectors.toMap(each -> each, _ -> which));
        return kafka.listOffsets(asked).all().get().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().offset()));
    }

    @Override
    public void close() {
        kafka.close(Duration.ZERO);
    }
}
