/// What differs between makers' terminals, as data.
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.shoudan.terminal.profile;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
