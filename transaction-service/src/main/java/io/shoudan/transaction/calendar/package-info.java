/// Business dates and where this cell is.
///
/// Owns table `cut_over`. Start at [CutOvers].
@ApplicationModule(allowedDependencies = "job")
@NullMarked
package io.shoudan.transaction.calendar;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
