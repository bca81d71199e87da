package io.shoudan.transaction.payment;

import io.shoudan.contracts.event.DomainEvent;
import io.shoudan.platform.outbox.Outbox;
import io.shoudan.platform.outbox.OutboxEvent;
import java.util.List;
import org.springframework.stereotype.Component;

/// Puts events into the outbox, from where they go to Kafka.
@Component
class OutboxAnnouncer implements Announcer {

    private final Outbox outbox;

    OutboxAnnouncer(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void announce(List<? extends DomainEvent> events) {
        outbox.add(events.stream().map(OutboxAnnouncer::row).toList());
    }

    private static OutboxEvent row(DomainEvent event) {
        return OutboxEvent.of(event.topic(), event.key(), event.type(), event.subject(), event);
    }
}
