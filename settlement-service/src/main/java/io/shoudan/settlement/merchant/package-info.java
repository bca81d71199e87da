/// What settlement knows of merchants, without asking anybody.
///
/// Owns table `merchant`, fed by `merchant.v1`. Start at
/// [io.shoudan.settlement.merchant.Merchants].
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.shoudan.settlement.merchant;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
