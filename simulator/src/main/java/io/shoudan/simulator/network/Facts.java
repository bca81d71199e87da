package io.shoudan.simulator.network;

import io.shoudan.iso8583.network.OriginalDataElements;
import org.jspecify.annotations.Nullable;

/// What the record keeps of a message. Nothing of the card but its masked number and a keyed hash.
///
/// @param mti                message type indicator, four digits
/// @param processingCode     field 3
/// @param amountMinor        field 4, minor units of `currency`
/// @param transmittedAt      field 7, `MMDDhhmmss`
/// @param traceNumber        field 11 on this link
/// @param retrievalReference field 37
/// @param authorizationCode  field 38
/// @param responseCode       field 39
/// @param terminalId         field 41
/// @param merchantId         field 42
/// @param currency           field 49, numeric
/// @param networkCode        field 70: `001` sign-on, `002` sign-off, `301` echo
/// @param original           the message that this one undoes or follows, if it names one
/// @param card               masked card number
/// @param cardHash           keyed hash of the card number, hexadecimal
record Facts(
        String mti,
        @Nullable String processingCode,
        @Nullable Long amountMinor,
        @Nullable String transmittedAt,
        @Nullable String traceNumber,
        @Nullable String retrievalReference,
        @Nullable String authorizationCode,
        @Nullable String responseCode,
        @Nullable String terminalId,
        @Nullable String merchantId,
        @Nullable String currency,
        @Nullable String networkCode,
        @Nullable Named original,
        @Nullable String card,
        @Nullable String cardHash) {

    /// Field 90: how a message names another.
    ///
    /// @param mti           of the original
    /// @param traceNumber   field 11 of the original
    /// @param transmittedAt field 7 of the original
    record Named(String mti, String traceNumber, String transmittedAt) {

        static Named of(OriginalDataElements original) {
            return new Named(original.mti(), original.traceNumber(), original.transmissionTime());
        }
    }
}
