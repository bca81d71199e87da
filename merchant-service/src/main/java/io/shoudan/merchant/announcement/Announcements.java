package io.shoudan.merchant.announcement;

import io.shoudan.contracts.event.MerchantEvent;
import io.shoudan.platform.outbox.Outbox;
import io.shoudan.platform.outbox.OutboxEvent;
import org.springframework.stereotype.Component;

/// Tells the other services what is true from now on.
@Component
public class Announcements {

    private final Outbox outbox;

    Announcements(Outbox outbox) {
        this.outbox = outbox;
    }

    /// Adds the new state to the caller's transaction. Called after the row was written, whose lock
    /// keeps the versions of one key in order.
    ///
    /// @throws IllegalStateException outside a transaction
    public void add(MerchantEvent event) {
        outbox.add(
                OutboxEvent.of(event.topic(), event.key(), event.type(), event.subject(), event));
    }
}
