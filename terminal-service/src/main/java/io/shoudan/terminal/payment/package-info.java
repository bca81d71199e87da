/// Messages about one card: purchase, void, refund, balance inquiry, and reversals of them.
///
/// Decides nothing: transaction-service does. Start at [Payments].
@ApplicationModule(allowedDependencies = {"answer", "check", "field", "transactions"})
@NullMarked
package io.shoudan.terminal.payment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
