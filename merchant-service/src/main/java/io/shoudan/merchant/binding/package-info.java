/// Which terminal works for which merchant, at which outlet. Owns table `binding`; says
/// `BindingChanged`. Start at [BindingEndpoint].
@ApplicationModule(allowedDependencies = {"announcement", "merchant"})
@NullMarked
package io.shoudan.merchant.binding;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
