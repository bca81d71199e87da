package io.shoudan.settlement.batch;

import io.shoudan.contracts.event.BatchTotals;
import io.shoudan.contracts.settlement.model.BatchClosing;
import io.shoudan.contracts.transaction.model.CardRegion;
import java.time.Instant;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/// A terminal batch and how far settlement came with it.
///
/// @param batchId         transaction-service's row: numbers wrap, ids don't
/// @param closing         absent while we haven't heard that it closed
/// @param uploadAnnounced how many lines the terminal says it uploaded; absent until its end
///                        message
/// @param progress        what we did with it
public record Batch(
        long batchId,
        String terminalId,
        String merchantId,
        String batchNumber,
        @Nullable Closing closing,
        @Nullable Integer uploadAnnounced,
        Progress progress) {

    /// States only ever move down this list.
    public enum Progress {
        /// Not closed, or not all members have arrived.
        INCOMPLETE,
        /// All members are here and agree with the host's totals; some are not posted.
        APPLIED,
        /// All members are posted.
        SETTLED
    }

    /// How the batch closed. Never changes afterwards.
    ///
    /// @param balanced         what the terminal was told
    /// @param terminalDomestic what the terminal claimed; absent if it never settled, as is
    ///                         `terminalForeign`
    public record Closing(
            BatchClosing how,
            boolean balanced,
            int memberCount,
            Currency currency,
            BatchTotals hostDomestic,
            BatchTotals hostForeign,
            @Nullable BatchTotals terminalDomestic,
            @Nullable BatchTotals terminalForeign,
            Instant closedAt) {

        BatchTotals host(CardRegion half) {
            return switch (half) {
                case DOMESTIC -> hostDomestic;
                case FOREIGN -> hostForeign;
            };
        }

        @Nullable BatchTotals terminal(CardRegion half) {
            return switch (half) {
                case DOMESTIC -> terminalDomestic;
                case FOREIGN -> terminalForeign;
            };
        }
    }
}
