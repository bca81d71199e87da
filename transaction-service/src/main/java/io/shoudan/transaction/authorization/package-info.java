/// Purchases, voids, refunds and balance inquiries: recorded, decided, answered.
///
/// Start at [Authorizer]. Its rules are in [AuthorizationRules], its database transactions in
/// [Intents] and [Outcomes].
@ApplicationModule(
        allowedDependencies = {
            "batch",
            "calendar",
            "directory",
            "job",
            "merchant",
            "network",
            "payment",
            "policy",
            "reversal",
            "route",
            "vault"
        })
@NullMarked
package io.shoudan.transaction.authorization;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
