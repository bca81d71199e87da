/// Which service answers which paths, who may come, and what passes in either direction. Start at
/// [Route].
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.shoudan.gateway.route;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
