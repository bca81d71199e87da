package io.shoudan.contracts.event;

import io.shoudan.contracts.settlement.model.BatchClosing;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A terminal batch is closed for good. Its members were captured in the same commit, one
/// [TransactionCaptured] each, written before this event under the same key.
///
/// @param memberCount      how many [TransactionCaptured] events belong to this batch
/// @param batchId          the batch's row in transaction-service: numbers wrap, ids don't
/// @param batchNumber      000000 for a batch that the host made for itself, of payments that no
///     batch of the terminal took along
/// @param terminalDomestic what the terminal claimed in its settlement request; absent when it
///     never settled (closed by time-out or trace regression), as is `terminalForeign`
/// @param earlyRefunds     members that are refunds of purchases not captured yet; absent when
///     there are none. The purchase of every other refund was captured, so its event is said, too
public record BatchClosed(
        long batchId,
        String terminalId,
        String merchantId,
        String batchNumber,
        BatchClosing closing,
        boolean balanced,
        int memberCount,
        Currency currency,
        BatchTotals hostDomestic,
        BatchTotals hostForeign,
        @Nullable BatchTotals terminalDomestic,
        @Nullable BatchTotals terminalForeign,
        Instant closedAt,
        @Nullable List<EarlyRefund> earlyRefunds)
        implements TransactionEvent.OfBatch {

    /// A refund that was captured while its purchase was not: that is still in another terminal's
    /// open batch, or ended without a capture.
    ///
    /// @param transactionId of the refund
    /// @param purchaseMinor what was bought, in minor units of the batch's currency
    /// @param purchaseEnded the purchase was reversed, say, and is never captured any more
    public record EarlyRefund(UUID transactionId, long purchaseMinor, boolean purchaseEnded) {}
}
