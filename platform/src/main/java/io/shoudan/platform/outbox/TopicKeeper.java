package io.shoudan.platform.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaAdmin;

/// Creates the topics that this service declares as `NewTopic` beans, each with its
/// `<topic>.dead-letter`, as soon as Kafka answers. A service starts without waiting for that.
final class TopicKeeper implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(TopicKeeper.class);

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final KafkaAdmin admin;
    private final NewTopic[] topics;
    private volatile @Nullable CountDownLatch stopping;

    TopicKeeper(KafkaAdmin admin, List<NewTopic> declared) {
        this.admin = admin;
        var all = new ArrayList<NewTopic>();
        for (var topic : declared) {
            all.add(topic);
            all.add(new NewTopic(topic.name() + ".dead-letter", 1, topic.replicationFactor()));
        }
        this.topics = all.toArray(NewTopic[]::new);
    }

    @Override
    public void start() {
        var latch = new CountDownLatch(1);
        stopping = latch;
        if (topics.length > 0) {
            Thread.ofVirtual().name("topic-keeper").start(() -> create(latch));
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

    private void create(CountDownLatch latch) {
        boolean told = false;
        try {
            do {
                try {
                    admin.createOrModifyTopics(topics);
                    return;
                } catch (KafkaException | org.springframework.kafka.KafkaException fault) {
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
}
