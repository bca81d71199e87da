/// Software that may not be used: versions that operators blocked, of one model or of all.
///
/// Owns table `software_block`. Start at [SoftwareBlocks].
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.shoudan.terminal.software;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
