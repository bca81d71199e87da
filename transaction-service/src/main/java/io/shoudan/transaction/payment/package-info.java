/// A payment: its states, the guarded steps between them, its timeline, and claims of voids and
/// refunds on their originals.
///
/// Owns tables `transaction`, `transaction_identity`, `transaction_step`. Publishes one event per
/// transition on `transaction.v1`, in the same commit. Start at [Edge], then [Payments].
@ApplicationModule(allowedDependencies = "calendar")
@NullMarked
package io.shoudan.transaction.payment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
