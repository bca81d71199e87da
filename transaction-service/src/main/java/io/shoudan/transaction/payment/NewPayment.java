package io.shoudan.transaction.payment;

import io.shoudan.contracts.Money;
import io.shoudan.contracts.transaction.model.TransactionKind;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A payment about to be recorded for the first time.
///
/// @param amount     absent for a balance inquiry only
/// @param refusal    why our rules decline it; absent when the network will be asked
/// @param originalId what a void or refund refers to, once found
/// @param patience   how long the network may take; past it the sweep resolves the row
/// @param operator   first three characters of field 63
/// @param location   as the terminal reported it
public record NewPayment(
        UUID id,
        TransactionKind kind,
        Slip slip,
        long batchId,
        String conditionCode,
        @Nullable Money amount,
        Card card,
        @Nullable Refusal refusal,
        @Nullable UUID originalId,
        Place place,
        Duration patience,
        @Nullable String softwareVersion,
        @Nullable String operator,
        @Nullable String location) {

    /// The edge by which the payment comes into being.
    Edge edge() {
        return refusal == null ? Edge.INTENT : Edge.REFUSAL;
    }
}
