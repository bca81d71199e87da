/// What a merchant reads: its lines of one business date with fees and sums, as JSON and CSV.
///
/// Owns no table. Start at [io.shoudan.settlement.statement.Statements].
@ApplicationModule(allowedDependencies = {"fee", "line", "merchant"})
@NullMarked
package io.shoudan.settlement.statement;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
