package io.shoudan.transaction.authorization;

import io.shoudan.contracts.Money;
import io.shoudan.iso8583.Expiry;
import io.shoudan.transaction.network.NetworkRequest.CardData;
import io.shoudan.transaction.payment.Identity;
import org.jspecify.annotations.Nullable;

/// What a terminal asks for. Prints masked; card data live as long as the request.
///
/// @param conditionCode field 25
/// @param amount        absent for a balance inquiry only
/// @param original      how a void or refund names its original
/// @param operator      first three characters of field 63
/// @param location      as reported by the terminal
record AuthorizationRequest(
        Identity identity,
        String conditionCode,
        @Nullable Money amount,
        CardData card,
        @Nullable OriginalReference original,
        @Nullable String softwareVersion,
        @Nullable String operator,
        @Nullable String location) {

    /// Fields 61, 37 and 38 of a void or refund.
    ///
    /// @param batchNumber        of the original, 6 digits
    /// @param traceNumber        of the original, 6 digits
    /// @param date               field 13 of the original's answer, `MMDD`
    /// @param retrievalReference field 37 of the original
    /// @param authorizationCode  field 38 of the original
    record OriginalReference(
            @Nullable String batchNumber,
            @Nullable String traceNumber,
            @Nullable String date,
            @Nullable String retrievalReference,
            @Nullable String authorizationCode) {}

    /// From field 14, otherwise from the track.
    @Nullable Expiry expiry() {
        if (card.expiry() != null) {
            return card.expiry();
        }
        var track = card.trackTwo();
        return track == null ? null : track.expiry().orElse(null);
    }
}
