package io.shoudan.platform.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;

/// Has a running service read its topics from their start again, as an operator does who rebuilds
/// what it derived from them: nobody listens, the consumer group's offsets go back, all listen.
public final class Replay {

    private final JdbcClient jdbc;
    private final KafkaListenerEndpointRegistry listeners;
    private final Map<String, Object> broker;
    private final String group;
    private final List<String> topics;

    private Replay(ApplicationContext service, List<String> topics) {
        this.jdbc = service.getBean(JdbcClient.class);
        this.listeners = service.getBean(KafkaListenerEndpointRegistry.class);
        var settings = service.getEnvironment();
        this.broker =
                Map.of(
                        "bootstrap.servers",
                        settings.getRequiredProperty("spring.kafka.bootstrap-servers"));
        this.group = settings.getRequiredProperty("spring.kafka.consumer.group-id");
        this.topics = topics;
    }

    /// @param topics which exist, and which the service hears
    public static Replay of(ApplicationContext service, String... topics) {
        return new Replay(service, List.of(topics));
    }

    /// The events in any order, about every third of them twice.
    public static <E> List<E> disorder(List<E> events, Random random) {
        var said = new ArrayList<>(events);
        events.stream().filter(_ -> random.nextInt(3) == 0).forEach(said::add);
        Collections.shuffle(said, random);
        return said;
    }

    /// A hash of a table's rows, in whatever order they lie.
    ///
    /// @param without columns that tell when a row was derived
    public String hash(String table, String... without) {
        return jdbc.sql(
                        """
                        select count(*) || ' rows, ' || coalesce(md5(string_agg(line, E'\\n'
                               order by line collate "C")), '')
                          from (select (to_jsonb(it) - :without::text[])::text as line
                                  from %s it) lines
                        """
                                .formatted(table))
                .param("without", without)
                .query(String.class)
                .single();
    }

    /// Waits until everything that was said so far was taken in.
    public void awaitEnd() {
        try (var admin = Admin.create(broker)) {
            var ends = offsets(admin, OffsetSpec.latest());
            Eventually.until(
                    "all of " + topics + " is read",
                    () -> committed(admin),
                    read ->
                            ends.entrySet().stream()
                                    .allMatch(
                                            it ->
                                                    read.getOrDefault(it.getKey(), 0L)
                                                            >= it.getValue()));
        }
    }

    /// Reads everything anew, and waits until that is done.
    ///
    /// @param forget empties what was derived, and its marks in the inbox
    public void run(Runnable forget) {
        listeners.stop();
        forget.run();
        try (var admin = Admin.create(broker)) {
            var starts =
                    offsets(admin, OffsetSpec.earliest()).entrySet().stream()
                            .collect(
                                    Collectors.toMap(
                                            Map.Entry::getKey,
                                            it -> new OffsetAndMetadata(it.getValue())));
            get(admin.alterConsumerGroupOffsets(group, starts).all());
        }
        listeners.start();
        awaitEnd();
    }

    private Map<TopicPartition, Long> committed(Admin admin) {
        return get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .entrySet()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().offset()));
    }

    private Map<TopicPartition, Long> offsets(Admin admin, OffsetSpec which) {
        var wanted =
                get(admin.describeTopics(topics).allTopicNames()).values().stream()
                        .flatMap(
                                topic ->
                                        topic.partitions().stream()
                                                .map(
                                                        it ->
                                                                new TopicPartition(
                                                                        topic.name(),
                                                                        it.partition())))
                        .collect(Collectors.toMap(it -> it, _ -> which));
        return get(admin.listOffsets(wanted).all()).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().offset()));
    }

    private static <T> T get(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka must answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
