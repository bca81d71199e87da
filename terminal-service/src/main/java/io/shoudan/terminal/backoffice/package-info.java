/// What merchants and operators may know and do about terminals, over HTTP.
@ApplicationModule(allowedDependencies = {"attempt", "hsm", "merchant", "session", "software"})
@NullMarked
package io.shoudan.terminal.backoffice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
