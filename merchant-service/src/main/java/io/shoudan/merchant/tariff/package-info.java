/// What merchants pay. Owns table `tariff`; says `TariffChanged`. Fees are reckoned by
/// settlement-service from its copy. Start at [TariffEndpoint].
@ApplicationModule(allowedDependencies = {"announcement", "merchant"})
@NullMarked
package io.shoudan.merchant.tariff;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
