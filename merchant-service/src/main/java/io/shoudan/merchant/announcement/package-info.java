/// How changes reach the other services: the outbox and this service's topics `merchant.v1` and
/// `binding.v1`, which are compacted, and `tariff.v1`, which keeps every version. Start at
/// [Announcements].
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.shoudan.merchant.announcement;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
