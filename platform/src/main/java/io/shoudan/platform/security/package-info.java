/// Who is calling, and what they may do: bearer tokens from the authorization server outside,
/// short-lived shared-secret tokens between services, and the key that wraps other keys.
///
/// Start at [SecurityAutoConfiguration]; controllers use [Callers] and [OperatorOnly].
@NullMarked
package io.shoudan.platform.security;

import org.jspecify.annotations.NullMarked;
