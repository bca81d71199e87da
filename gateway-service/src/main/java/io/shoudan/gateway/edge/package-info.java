/// What the outside world meets before any route: paths that do not exist, and open ones. Start at
/// [EdgeSecurity].
@ApplicationModule(allowedDependencies = {"route", "docs"})
@NullMarked
package io.shoudan.gateway.edge;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
