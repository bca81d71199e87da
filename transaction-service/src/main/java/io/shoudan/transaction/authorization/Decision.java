package io.shoudan.transaction.authorization;

import io.shoudan.transaction.payment.Cause;
import io.shoudan.transaction.payment.Payment;
import java.time.Instant;

/// What a terminal hears of its request.
sealed interface Decision {

    /// It is recorded and decided; the payment's stored answer says how.
    record Made(Payment payment, Telling telling) implements Decision {}

    /// It was not recorded and may be sent again.
    ///
    /// @param retrievalReference field 37 of this answer
    record Refused(Cause cause, String retrievalReference, Instant at) implements Decision {}

    /// Whether an answer is told for the first time.
    enum Telling {
        FIRST,
        AGAIN
    }
}
