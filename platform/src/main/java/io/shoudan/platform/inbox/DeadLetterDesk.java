package io.shoudan.platform.inbox;

import io.shoudan.platform.ServiceName;
import io.shoudan.platform.database.Transactions;
import io.shoudan.platform.event.DeadLetterTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.AcknowledgingConsumerAwareMessageListener;

/// What this service put aside, and the way back: a letter is handed to the service's own listeners
/// again, so that no other consumer hears it twice and the topic stays as it is.
///
/// A letter comes behind events that it stood before. Listeners take that as they take a late
/// event: by version, or because an effect waits for what it needs. Safe to repeat, from several
/// instances too: the inbox lets an event take effect once.
final class DeadLetterDesk {

    /// Newest letters of a topic that are looked at.
    static final int MOST = 1_000;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// What became of a letter.
    ///
    /// @param cause why it was refused again; null if it was taken in
    record Outcome(long number, boolean takenIn, @Nullable String cause) {}

    private final String self;
    private final ConsumerFactory<?, ?> consumers;
    private final KafkaListenerEndpointRegistry listeners;
    private final Inbox inbox;
    private final Transactions transactions;

    DeadLetterDesk(
            ServiceName self,
            ConsumerFactory<?, ?> consumers,
            KafkaListenerEndpointRegistry listeners,
            Inbox inbox,
            Transactions transactions) {
        this.self = self.value();
        this.consumers = consumers;
        this.listeners = listeners;
        this.inbox = inbox;
        this.transactions = transactions;
    }

    /// Topics that this service listens to, in order of their names.
    List<String> topics() {
        return listeners.getListenerContainers().stream()
                .map(it -> it.getContainerProperties().getTopics())
                .filter(Objects::nonNull)
                .flatMap(Arrays::stream)
                .distinct()
                .sorted()
                .toList();
    }

    /// The letters of a topic that still wait, the oldest first.
    ///
    /// @throws TimeoutException if the broker doesn't answer
    List<DeadLetter> waiting(String topic) {
        var own = read(topic).stream().filter(it -> it.isOf(self)).toList();
        var done = inbox.marked(Inbox.DEAD_LETTERS, own.stream().map(DeadLetter::mark).toList());
        return own.stream().filter(it -> !done.contains(it.mark())).toList();
    }

    /// Hands a letter to the listeners of its topic, and marks it as done with if they take it.
    Outcome takeIn(DeadLetter letter) {
        var original = letter.original();
        try {
            listenersOf(original.topic()).forEach(it -> it.onMessage(original, null, null));
        } catch (RuntimeException e) {
            return new Outcome(letter.number(), false, DeadLetters.causeOf(e));
        }
        transactions.run(() -> inbox.once(letter.mark(), Inbox.DEAD_LETTERS, () -> {}));
        return new Outcome(letter.number(), true, null);
    }

    @SuppressWarnings("unchecked") // Ours take what EventRecord takes.
    private Stream<AcknowledgingConsumerAwareMessageListener<String, byte[]>> listenersOf(
            String topic) {
        return listeners.getListenerContainers().stream()
                .map(it -> it.getContainerProperties())
                .filter(it -> it.getTopics() != null)
                .filter(it -> Arrays.asList(it.getTopics()).contains(topic))
                .map(
                        it ->
                                (AcknowledgingConsumerAwareMessageListener<String, byte[]>)
                                        it.getMessageListener());
    }

    @SuppressWarnings("unchecked") // As all consumers are set up, see platform-defaults.properties.
    private List<DeadLetter> read(String topic) {
        try (var consumer =
                (Consumer<String, byte[]>)
                        consumers.createConsumer(self + "-dead-letters", null, "dead-letters")) {
            var partition = new TopicPartition(DeadLetterTopic.of(topic), 0);
            if (consumer.partitionsFor(partition.topic(), PATIENCE).isEmpty()) {
                return List.of();
            }
            var here = List.of(partition);
            long first = consumer.beginningOffsets(here, PATIENCE).getOrDefault(partition, 0L);
            long end = consumer.endOffsets(here, PATIENCE).getOrDefault(partition, 0L);
            consumer.assign(here);
            consumer.seek(partition, Math.max(first, end - MOST));
            List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
            while (consumer.position(partition, PATIENCE) < end) {
                long before = consumer.position(partition, PATIENCE);
                consumer.poll(PATIENCE).forEach(all::add);
                if (consumer.position(partition, PATIENCE) == before) {
                    throw new TimeoutException("no letter within " + PATIENCE + " of " + partition);
                }
            }
            return all.stream()
                    .sorted(Comparator.comparingLong(ConsumerRecord::offset))
                    .map(DeadLetter::new)
                    .toList();
        }
    }
}
