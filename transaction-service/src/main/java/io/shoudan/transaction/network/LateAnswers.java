package io.shoudan.transaction.network;

import io.shoudan.contracts.Money;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Takes what the network says when nobody waits for it in memory: too late, for a process that was
/// restarted, or with data that don't fit.
///
/// Called from the link's own worker, one at a time. May block on the database; a passing fault of
/// it is thrown, and the caller tries again.
public interface LateAnswers {

    /// An answer to a request that is not waited for (any more).
    void arrived(LateAnswer answer);

    /// An answer to the request of `paymentId` that is waited for, which repeats other data than
    /// were sent. The wait goes on.
    ///
    /// @param differences names of the fields that differ, never their values
    void differed(UUID paymentId, String differences);

    /// An answer as far as it names a payment.
    ///
    /// @param mti                message type of the answer
    /// @param traceNumber        field 11
    /// @param retrievalReference field 37
    /// @param transmittedAt      field 7
    /// @param amountMinor        field 4
    /// @param terminalId         field 41
    /// @param authorizationCode  field 38
    record LateAnswer(
            String mti,
            String traceNumber,
            String retrievalReference,
            String transmittedAt,
            @Nullable Long amountMinor,
            @Nullable String terminalId,
            String responseCode,
            @Nullable String authorizationCode) {

        /// Whether it repeats all of what was sent.
        ///
        /// @param terminal where it was asked for
        /// @param amount   absent for a balance inquiry, whose answer need not repeat one
        public boolean answers(NetworkReference sent, String terminal, @Nullable Money amount) {
            return terminal.equals(terminalId)
                    && traceNumber.equals(sent.traceNumber())
                    && retrievalReference.equals(sent.retrievalReference())
                    && transmittedAt.equals(IsoMessages.transmission(sent.transmittedAt()))
                    && (amount == null
                            || (amountMinor != null && amountMinor == amount.minorUnits()));
        }

        public boolean approved() {
            return ResponseCodes.meaningOf(responseCode) == ResponseCodes.Meaning.APPROVED;
        }

        /// Says neither approved nor declined: the issuer may hold the money.
        public boolean unclear() {
            return ResponseCodes.meaningOf(responseCode) == ResponseCodes.Meaning.UNCLEAR;
        }
    }
}
