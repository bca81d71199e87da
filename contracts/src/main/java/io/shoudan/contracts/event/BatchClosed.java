package io.shoudan.contracts.event;

import io.shoudan.contracts.settlement.model.BatchClosing;
import java.time.Instant;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/// A terminal batch is closed for good. Its members were captured in the same commit, one
/// [TransactionCaptured] each, written before this event under the same key.
///
/// @param memberCount      how many [TransactionCaptured] events belong to this batch
/// @param batchId          the batch's row in transaction-service: numbers wrap, ids don't
/// @param terminalDomestic what the terminal claimed in its settlement request; absent when it
///     never settled (closed by time-out or trace regression), as is `terminalForeign`
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
        Instant closedAt)
        implements TransactionEvent.OfBatch {}
