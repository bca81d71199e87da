/// How changes reach the other services: the outbox and this service's compacted topics
/// `merchant.v1`, `binding.v1` and `tariff.v1`. Start at [Announcements].
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.shoudan.merchant.announcement;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
