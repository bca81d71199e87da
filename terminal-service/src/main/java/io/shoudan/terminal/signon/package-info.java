/// Sign-on, sign-off and echo. Start at [SignOns].
@ApplicationModule(
        allowedDependencies = {
            "answer",
            "check",
            "field",
            "hsm",
            "profile",
            "session",
            "transactions"
        })
@NullMarked
package io.shoudan.terminal.signon;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
