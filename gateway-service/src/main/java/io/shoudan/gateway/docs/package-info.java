/// The API's documents for people and programs: the contracts without their internal paths, and
/// Swagger UI from our own class path. Start at [Docs].
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.shoudan.gateway.docs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
