/// Terminals' TCP connections: frames in, answers out. Start at [TerminalListener].
@ApplicationModule(
        allowedDependencies = {
            "answer",
            "attempt",
            "batch",
            "check",
            "payment",
            "signon",
            "transactions"
        })
@NullMarked
package io.shoudan.terminal.iso;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
