/// The way to transaction-service: calls that are repeated until there is an outcome.
///
/// Start at [TransactionCalls].
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.shoudan.terminal.transactions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
