/// Which network is asked, and whether it may be: switches, circuits, bulkheads.
///
/// Owns tables `route_switch` and `route_switch_change`. Start at [Router].
@ApplicationModule(allowedDependencies = {"directory", "job", "network"})
@NullMarked
package io.shoudan.transaction.route;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
