/// What a merchant pays for a line, and the local copy of tariffs that says so.
///
/// Owns table `tariff`, fed by `tariff.v1`. Start at [io.shoudan.settlement.fee.Fees].
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.shoudan.settlement.fee;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
