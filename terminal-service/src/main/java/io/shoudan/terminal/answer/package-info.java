/// Answers to terminals: field 39 and the nibble from the failure catalogue, references, times,
/// MAC. The only place that knows field 39.
///
/// Uses sequence `retrieval_reference`. Start at [Answers].
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.shoudan.terminal.answer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
