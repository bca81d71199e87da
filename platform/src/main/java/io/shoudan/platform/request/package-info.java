/// What travels with every request: its id, its deadline, and the limits on its size.
///
/// Start at [Requests].
@NullMarked
package io.shoudan.platform.request;

import org.jspecify.annotations.NullMarked;
