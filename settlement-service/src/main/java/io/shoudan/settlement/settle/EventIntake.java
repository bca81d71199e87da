package io.shoudan.settlement.settle;

import io.micrometer.core.instrument.MeterRegistry;
import io.shoudan.contracts.event.DomainEvent;
import io.shoudan.contracts.event.EventTypes;
import io.shoudan.platform.database.Transactions;
import io.shoudan.platform.event.EventJson;
import io.shoudan.platform.inbox.EventRecord;
import io.shoudan.platform.inbox.Inbox;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.stereotype.Component;

/// Takes events in, each once: its effect, what follows from it and its mark in the inbox are one
/// database transaction.
@Component
class EventIntake {

    private static final String CONSUMER = "settlement";

    private final EventJson json;
    private final Inbox inbox;
    private final Transactions transactions;
    private final MeterRegistry meters;

    EventIntake(EventJson json, Inbox inbox, Transactions transactions, MeterRegistry meters) {
        this.json = json;
        this.inbox = inbox;
        this.transactions = transactions;
        this.meters = meters;
    }

    /// Skips and counts what this version knows no record for.
    ///
    /// @throws io.shoudan.platform.inbox.PoisonRecord if the record is no event; it is put aside
    void take(ConsumerRecord<String, byte[]> source, Effects effects) {
        var event = EventRecord.of(source);
        var type = EventTypes.classOf(event.type());
        if (type == null) {
            meters.counter("shoudan.settlement.events.skipped", "topic", event.topic()).increment();
            return;
        }
        effects.of(event.payload(json, type), event.time())
                .ifPresent(
                        effect -> transactions.run(() -> inbox.once(event.id(), CONSUMER, effect)));
    }

    /// What an event does here.
    @FunctionalInterface
    interface Effects {

        /// @param time when it was said
        /// @return empty if the event is of no concern to settlement
        Optional<Runnable> of(DomainEvent event, Instant time);
    }
}
