package io.shoudan.transaction.payment;

import io.shoudan.contracts.event.DomainEvent;
import java.util.List;

/// Tells the other services what happened, if and only if the caller's database transaction is
/// committed.
@FunctionalInterface
public interface Announcer {

    /// @throws IllegalStateException outside a database transaction
    default void announce(DomainEvent event) {
        announce(List.of(event));
    }

    /// Tells of several in this order.
    ///
    /// @throws IllegalStateException outside a database transaction
    void announce(List<? extends DomainEvent> events);
}
