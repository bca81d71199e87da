/// The checks that come before anything is decided: form, terminal, merchant, binding, sign-on,
/// MAC, PIN, in the protocol's order. Start at [HostChecks].
@ApplicationModule(
        allowedDependencies = {
            "answer",
            "field",
            "hsm",
            "merchant",
            "profile",
            "session",
            "software"
        })
@NullMarked
package io.shoudan.terminal.check;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
