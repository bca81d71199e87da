package io.shoudan.platform.outbox;

import io.shoudan.platform.event.DeadLetterTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Creates the topics that this service declares as `NewTopic` beans, each with its
/// `<topic>.dead-letter`, as soon as Kafka answers. A service starts without waiting for that. Dead
/// letters are kept until somebody has looked at them, however long that takes.
///
/// A topic that exists stays as it is: more partitions would move keys and break their order.
final class TopicKeeper implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(TopicKeeper.class);

    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Map<String, Object> kafka;
    private final List<NewTopic> topics;
    private volatile @Nullable CountDownLatch stopping;

    /// @param kafka    configuration of an admin client
    /// @param declared without dead letters
    TopicKeeper(Map<String, Object> kafka, List<NewTopic> declared) {
        this.kafka = Map.copyOf(kafka);
        var all = new ArrayList<NewTopic>();
        for (var topic : declared) {
            all.add(topic);
            all.add(
                    new NewTopic(DeadLetterTopic.of(topic.name()), 1, topic.replicationFactor())
                            .configs(Retention.FOR_EVER));
        }
        this.topics = List.copyOf(all);
    }

    @Override
    public void start() {
        var latch = new CountDownLatch(1);
        stopping = latch;
        if (!topics.isEmpty()) {
            Thread.ofVirtual().name("topic-keeper").start(() -> keepTrying(latch));
        }
    }

    @Override
    public void stop() {
        var latch = stopping;
        stopping = null;
        if (latch != null) {
            latch.countDown();
        }
    }

    @Override
    public boolean isRunning() {
        return stopping != null;
    }

    /// Early, so that listeners and relay usually find what they need.
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    private void keepTrying(CountDownLatch latch) {
        boolean told = false;
        try {
            do {
                try {
                    create();
                    return;
                } catch (KafkaException | ExecutionException | TimeoutException fault) {
                    if (!told) {
                        LOG.atWarn()
                                .addKeyValue("cause", fault.getClass().getName())
                                .log("topics wait for Kafka");
                        told = true;
                    }
                }
            } while (!latch.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void create() throws InterruptedException, ExecutionException, TimeoutException {
        try (var admin = Admin.create(kafka)) {
            for (var created : admin.createTopics(topics).values().values()) {
                try {
                    created.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw e;
                    }
                }
            }
        }
    }
}
