/// The settings that every service shares, in one file of lowest precedence.
///
/// Start at `platform-defaults.properties` beside this package's classes.
@NullMarked
package io.shoudan.platform.defaults;

import org.jspecify.annotations.NullMarked;
