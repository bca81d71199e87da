/// Requests that were refused before they became transactions: the terminal's history of attempts.
///
/// Owns table `attempt`. Start at [AttemptRecorder].
@ApplicationModule(allowedDependencies = "answer")
@NullMarked
package io.shoudan.terminal.attempt;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
