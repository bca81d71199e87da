/// Who is signed on, with which keys: main keys, sign-ons and key generations, in PostgreSQL, so
/// that a restart or another instance serves a terminal as if nothing had happened.
///
/// Owns tables `main_key`, `sign_on` and `key_generation`. Start at [Sessions]; which generations
/// are accepted is decided by [KeyRing].
@ApplicationModule(allowedDependencies = "hsm")
@NullMarked
package io.shoudan.terminal.session;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
