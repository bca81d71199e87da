/// Merchants and the outlets where their terminals stand. Owns tables `merchant` and `outlet`; says
/// `MerchantChanged`. Start at [MerchantEndpoint].
@ApplicationModule(allowedDependencies = "announcement")
@NullMarked
package io.shoudan.merchant.merchant;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
