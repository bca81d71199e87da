package io.shoudan.settlement.settle;

import io.shoudan.contracts.event.TariffChanged;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Starts to hear `transaction.v1` once all tariffs that were said so far are here.
///
/// A line is priced by the newest tariff known to be in force when it was captured. After a long
/// stop, or when everything is read anew, transactions would otherwise overtake the tariffs that
/// were said before them, and lines would get an older price than the first time.
@Component
class CopiesFirst {

    private static final Logger LOG = LoggerFactory.getLogger(CopiesFirst.class);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KafkaListenerEndpointRegistry listeners;
    private final KafkaAdmin kafka;
    private final String group;

    /// Only ever turned on: a listener that is stopped later, for a shutdown, stays stopped.
    private volatile boolean started;

    CopiesFirst(
            KafkaListenerEndpointRegistry listeners, KafkaAdmin kafka, KafkaProperties properties) {
        this.listeners = listeners;
        this.kafka = kafka;
        var configured = properties.getConsumer().getGroupId();
        if (configured == null) {
            throw new IllegalArgumentException("must be set: spring.kafka.consumer.group-id");
        }
        this.group = configured;
    }

    /// Looks until it has succeeded once; costs nothing afterwards.
    @Scheduled(fixedDelayString = "500ms")
    void look() throws InterruptedException {
        if (started || !tariffsAreHere()) {
            return;
        }
        var transactions = listeners.getListenerContainer(TransactionEvents.LISTENER);
        if (transactions != null) {
            transactions.start();
            started = true;
        }
    }

    private boolean tariffsAreHere() throws InterruptedException {
        try (var admin = Admin.create(settings())) {
            var partitions = partitions(admin);
            var ends = offsets(admin, partitions, OffsetSpec.latest());
            var starts = offsets(admin, partitions, OffsetSpec.earliest());
            var read = get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
            return partitions.stream()
                    .allMatch(
                            it -> {
                                var position = read.get(it);
                                long end = ends.getOrDefault(it, 0L);
                                return end <= starts.getOrDefault(it, 0L)
                                        || (position != null && position.offset() >= end);
                            });
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return true; // No tariff was ever said.
            }
            LOG.atWarn().addKeyValue("cause", e.getCause()).log("Kafka does not tell offsets yet");
            return false;
        } catch (TimeoutException _) {
            LOG.atWarn().log("Kafka does not answer yet");
            return false;
        }
    }

    /// Closing a client waits for its open questions, so they must not stay open for long.
    private Map<String, Object> settings() {
        var settings = new HashMap<>(kafka.getConfigurationProperties());
        int patienceMs = Math.toIntExact(PATIENCE.toMillis());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, patienceMs);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patienceMs);
        return settings;
    }

    private static List<TopicPartition> partitions(Admin admin)
            throws ExecutionException, InterruptedException, TimeoutException {
        var topics = get(admin.describeTopics(List.of(TariffChanged.TOPIC)).allTopicNames());
        return topics.values().stream()
                .flatMap(
                        topic ->
                                topic.partitions().stream()
                                        .map(TopicPartitionInfo::partition)
                                        .map(it -> new TopicPartition(topic.name(), it)))
                .toList();
    }

    private static Map<TopicPartition, Long> offsets(
            Admin admin, List<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException, TimeoutException {
        var wanted = partitions.stream().collect(Collectors.toMap(it -> it, _ -> which));
        return get(admin.listOffsets(wanted).all()).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().offset()));
    }

    private static <T> T get(KafkaFuture<T> answer)
            throws ExecutionException, InterruptedException, TimeoutException {
        return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
