/// Messages about a terminal's batch: settlement and upload. Start at [Settlements].
@ApplicationModule(allowedDependencies = {"answer", "check", "field", "transactions"})
@NullMarked
package io.shoudan.terminal.batch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
