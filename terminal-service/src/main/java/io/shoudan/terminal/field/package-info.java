/// What fields mean beyond their form: totals, lines, operators, currencies. Pure.
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.shoudan.terminal.field;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
