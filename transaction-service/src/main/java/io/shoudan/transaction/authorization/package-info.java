/// Purchases, voids, refunds and balance inquiries: recorded, decided, answered.
///
/// Start at [Authorizer]. Its rules are in [AuthorizationRules], its database transactions in
/// [Intents] and [Outcomes].
@NullMarked
package io.shoudan.transaction.authorization;

import org.jspecify.annotations.NullMarked;
