package io.shoudan.transaction.reversal;

import io.shoudan.contracts.Money;
import io.shoudan.contracts.transaction.model.ReversalReason;
import io.shoudan.iso8583.Pan;
import io.shoudan.transaction.payment.Cause;
import io.shoudan.transaction.payment.Identity;
import org.jspecify.annotations.Nullable;

/// A reversal as a terminal sent it. Prints masked.
///
/// @param original identity of what it takes back
/// @param amount   absent for a balance inquiry
public record TerminalReversal(
        Identity original, @Nullable Money amount, Pan pan, ReversalReason reason) {

    /// Why the payment will be reversed.
    Cause cause() {
        return causeOf(reason);
    }

    static Cause causeOf(ReversalReason reason) {
        return switch (reason) {
            case NO_ANSWER -> Cause.TERMINAL_NO_ANSWER;
            case ANSWER_MAC_WRONG -> Cause.TERMINAL_MAC_WRONG;
            case OTHER -> Cause.TERMINAL_REVERSED;
        };
    }
}
