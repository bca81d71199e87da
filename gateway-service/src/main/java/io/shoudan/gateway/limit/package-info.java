/// How often a client may call, and how often an address may ask for tokens. Start at
/// [LimitInterceptor].
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.shoudan.gateway.limit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
