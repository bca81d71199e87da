package io.shoudan.transaction.network;

import io.shoudan.contracts.Money;
import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.iso8583.Pan;
import java.util.UUID;

/// A request to undo another. Prints masked.
///
/// @param reference    its own trace and time, and the retrieval reference of the original; the
///                     same in every repeat
/// @param transmission first or repeat
public record NetworkReversal(
        UUID paymentId,
        TransactionKind kind,
        NetworkReference reference,
        NetworkRequest.OriginalData original,
        Money amount,
        Pan pan,
        String entryMode,
        NetworkRequest.AcceptorData acceptor,
        Transmission transmission) {

    /// Tells a first message (0420) from its repeats (0421).
    public enum Transmission {
        FIRST,
        REPEAT
    }
}
