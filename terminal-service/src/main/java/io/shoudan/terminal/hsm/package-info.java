/// The security module: where keys and what they protect meet in the clear, and nowhere else.
///
/// Start at [HsmPort]. Owns no table; its callers keep the wrapped keys that it hands out.
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.shoudan.terminal.hsm;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
