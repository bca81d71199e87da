package io.shoudan.transaction.payment;

import io.shoudan.contracts.transaction.model.CardRegion;
import io.shoudan.iso8583.Bytes;
import org.jspecify.annotations.Nullable;

/// What is kept of a card, and what the issuer directory said about it.
///
/// @param maskedPan        first six and last four digits
/// @param sealedPan        encrypted; opened only to undo the payment on the network
/// @param panHash          keyed hash, to compare cards without opening them
/// @param entryMode        field 22
/// @param directoryVersion version of the directory that was asked
/// @param issuer           absent when no range matched
public record Card(
        String maskedPan,
        Bytes sealedPan,
        Bytes panHash,
        String entryMode,
        int directoryVersion,
        @Nullable CardIssuer issuer) {

    /// The range that matched.
    ///
    /// @param name    of the issuer in the directory
    /// @param code    first half of field 44
    /// @param scheme  such as `CUP`
    /// @param range   such as `62` or `2221-2720`
    /// @param network which network is asked about the card
    public record CardIssuer(
            String name,
            String code,
            String scheme,
            CardRegion region,
            String range,
            String network) {}

    /// Last four digits, or asterisks where the number is too short to show any.
    String lastFour() {
        return maskedPan.substring(maskedPan.length() - 4);
    }
}
