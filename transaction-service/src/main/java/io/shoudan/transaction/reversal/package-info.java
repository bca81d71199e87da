/// Taking back what may have happened: reversals that terminals ask for, reversals that we owe the
/// network, and approvals that come too late.
///
/// Owns tables `reversal` and `terminal_reversal`. Start at [TerminalReversals] for what a terminal
/// asks, at [Reverser] for what leaves to the network.
@ApplicationModule(
        allowedDependencies = {"calendar", "job", "network", "payment", "route", "vault"})
@NullMarked
package io.shoudan.transaction.reversal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
