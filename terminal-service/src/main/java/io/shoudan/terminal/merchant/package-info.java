/// Local copies of merchants and of the terminals bound to them, so that no cardholder waits for
/// merchant-service.
///
/// Owns tables `merchant` and `binding`. Hears `merchant.v1` and `binding.v1`. Start at
/// [Bindings].
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.shoudan.terminal.merchant;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
