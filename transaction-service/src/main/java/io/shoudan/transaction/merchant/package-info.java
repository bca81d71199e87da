/// Local copies of merchants and of what terminals are bound to, so that nobody asks
/// merchant-service while a cardholder waits.
///
/// Owns tables `merchant` and `binding`. Hears `merchant.v1` and `binding.v1`. Start at
/// [Merchants].
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.shoudan.transaction.merchant;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
