package io.shoudan.transaction.policy;

import io.shoudan.contracts.Money;
import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.transaction.merchant.Limits;
import io.shoudan.transaction.payment.Slip;
import org.jspecify.annotations.Nullable;

/// What policy looks at of a request.
///
/// @param amount absent for a balance inquiry only
/// @param limits of the terminal
public record Asked(TransactionKind kind, Slip slip, @Nullable Money amount, Limits limits) {}
