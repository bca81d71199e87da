package io.shoudan.transaction.network;

import io.shoudan.contracts.Money;
import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.iso8583.ChipData;
import io.shoudan.iso8583.Expiry;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.PinBlock;
import io.shoudan.iso8583.TrackTwo;
import java.util.Currency;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a network is asked to decide. Prints masked.
///
/// @param paymentId whose request it is; stays with us
/// @param reference how it is named on the link
/// @param amount    absent for a balance inquiry
/// @param acceptor  who asks
/// @param original  what a void or refund refers to
public record NetworkRequest(
        UUID paymentId,
        TransactionKind kind,
        NetworkReference reference,
        @Nullable Money amount,
        CardData card,
        AcceptorData acceptor,
        @Nullable OriginalData original) {

    /// The card as read. Track, PIN block and chip data live only as long as the request.
    ///
    /// @param entryMode       field 22
    /// @param pinCaptureCode  field 26
    /// @param pinBlock        field 52 under the network's zone key
    /// @param securityControl field 53
    public record CardData(
            Pan pan,
            @Nullable Expiry expiry,
            @Nullable String sequence,
            @Nullable TrackTwo trackTwo,
            @Nullable ChipData chipData,
            String entryMode,
            @Nullable String pinCaptureCode,
            @Nullable PinBlock pinBlock,
            @Nullable String securityControl) {}

    /// Who accepts the card.
    ///
    /// @param conditionCode field 25
    /// @param categoryCode  field 18, 4 digits
    /// @param acquirerCode  field 32
    /// @param currency      field 49, also of a balance
    public record AcceptorData(
            String terminalId,
            String merchantId,
            String conditionCode,
            String categoryCode,
            String acquirerCode,
            Currency currency) {}

    /// The message that this one takes back (field 90).
    ///
    /// @param kind of the original, which gives its message type
    public record OriginalData(TransactionKind kind, NetworkReference reference) {}
}
