/// Check 16 of the terminal protocol: whether a sound request is one that we want to take.
///
/// Owns tables `blocked_card`, `region_rule` and `emergency_stop`; reads the table of payments for
/// what a terminal has sold. Start at [Policy].
@ApplicationModule(allowedDependencies = {"calendar", "merchant", "payment", "vault"})
@NullMarked
package io.shoudan.transaction.policy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
