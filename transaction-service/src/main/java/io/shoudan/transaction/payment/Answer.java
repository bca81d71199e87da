package io.shoudan.transaction.payment;

import io.shoudan.iso8583.Bytes;
import org.jspecify.annotations.Nullable;

/// What the terminal was told. Set once, with the outcome, and told again to every repeat, whatever
/// becomes of the payment later.
///
/// @param cause              code of the failure catalogue; absent exactly when approved
/// @param issuerResponseCode field 39 of the network's answer, if one came
/// @param authorizationCode  field 38 of an approval
/// @param chipData           field 55 from the issuer
/// @param sealedBalance      the balance of an inquiry, sealed by the vault
public record Answer(
        Result result,
        @Nullable String cause,
        @Nullable String issuerResponseCode,
        @Nullable String authorizationCode,
        @Nullable Bytes chipData,
        @Nullable Bytes sealedBalance) {

    /// The issuer approved.
    public static Answer approved(
            String issuerResponseCode,
            @Nullable String authorizationCode,
            @Nullable Bytes chipData,
            @Nullable Bytes sealedBalance) {
        return new Answer(
                Result.APPROVED,
                null,
                issuerResponseCode,
                authorizationCode,
                chipData,
                sealedBalance);
    }

    /// We declined, for a reason of our own.
    public static Answer declined(Cause cause) {
        return new Answer(Result.DECLINED, cause.code(), null, null, null, null);
    }

    /// The issuer declined.
    ///
    /// @param cause what the catalogue makes of the issuer's code
    public static Answer declined(
            String cause, String issuerResponseCode, @Nullable Bytes chipData) {
        return new Answer(Result.DECLINED, cause, issuerResponseCode, null, chipData, null);
    }

    /// Nobody knows yet.
    public static Answer unknown(Cause cause) {
        return new Answer(Result.UNKNOWN, cause.code(), null, null, null, null);
    }

    /// The three things that a terminal can be told.
    public enum Result {
        APPROVED,
        DECLINED,
        /// Money may be held, and its reversal is recorded.
        UNKNOWN
    }
}
