package io.shoudan.transaction.payment;

import io.shoudan.contracts.event.DomainEvent;
import io.shoudan.platform.outbox.Outbox;
import io.shoudan.platform.outbox.OutboxEvent;
import java.util.List;
import org.springframework.stereotype.Component;

/// Tells the other services what happened: an outbox row in the caller's database transaction.
@Component
public final class Announcer {

    private final Outbox outbox;

    Announcer(Outbox outbox) {
        this.outbox = outbox;
    }

    /// @throws IllegalStateException outside a database transaction
    public void announce(DomainEvent event) {
        announce(List.of(event));
    }

    /// Tells of several in this order.
    ///
    /// @throws IllegalStateException outside a database transaction
    public void announce(List<? extends DomainEvent> events) {
        outbox.add(events.stream().map(Announcer::row).toList());
    }

    private static OutboxEvent row(DomainEvent event) {
        return OutboxEvent.of(event.topic(), event.key(), event.type(), event.subject(), event);
    }
}
