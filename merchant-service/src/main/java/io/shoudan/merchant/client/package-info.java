/// Who may call the API, and how they prove it. Owns table `api_client`. Start at
/// [ClientEndpoint].
@ApplicationModule(allowedDependencies = "merchant")
@NullMarked
package io.shoudan.merchant.client;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
