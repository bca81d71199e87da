/// What the services tell each other over Kafka, as records with one JSON Schema each.
///
/// Start at [io.shoudan.contracts.event.DomainEvent].
@NullMarked
package io.shoudan.contracts.event;

import org.jspecify.annotations.NullMarked;
