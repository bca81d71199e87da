/// What fields mean beyond their form: currencies, software versions. Pure.
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.shoudan.terminal.field;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
