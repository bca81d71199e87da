/// Settlement lines: one per capture and one per compensation of a capture.
///
/// Owns table `settlement_line`. Start at [io.shoudan.settlement.line.Lines].
@ApplicationModule(allowedDependencies = "fee")
@NullMarked
package io.shoudan.settlement.line;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
