package io.shoudan.transaction.authorization;

import io.shoudan.transaction.payment.Cause;
import io.shoudan.transaction.payment.Payment;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How a request came in.
sealed interface Opened {

    /// Recorded for the first time, and about to be sent.
    ///
    /// @param original of a void or refund
    record Sent(Payment payment, @Nullable Payment original) implements Opened {}

    /// Recorded for the first time, declined by our own rules.
    record Declined(Payment payment) implements Opened {}

    /// Recorded before, with the same content.
    record Before(UUID paymentId) implements Opened {}

    /// Not recorded; may be sent again.
    record Refused(Cause cause) implements Opened {}
}
