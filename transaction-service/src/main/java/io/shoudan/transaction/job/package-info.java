/// Work that is done again and again, each kind on a virtual thread of its own, so that a slow one
/// never delays another.
///
/// Start at [Job].
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.shoudan.transaction.job;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
