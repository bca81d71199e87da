package io.shoudan.transaction.reversal;

import io.shoudan.transaction.payment.Cause;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// What a terminal hears of its reversal.
public sealed interface ReversalOutcome {

    /// Field 37 of the answer.
    String retrievalReference();

    /// Fields 12 and 13 of the answer.
    Instant at();

    /// Told 00, whatever the reversal found.
    ///
    /// @param original absent if it is unknown, or no issuer was found for its card
    /// @param repeated the first answer again
    record Recorded(
            String retrievalReference,
            Instant at,
            @Nullable LocalDate businessDate,
            @Nullable Original original,
            boolean repeated)
            implements ReversalOutcome {}

    /// Fields 44 and 63 of the answer.
    ///
    /// @param scheme such as `CUP`
    record Original(String issuerCode, String scheme) {}

    /// Another card or amount than the original's: nothing is reversed.
    record Refused(String retrievalReference, Instant at, Cause cause) implements ReversalOutcome {}
}
