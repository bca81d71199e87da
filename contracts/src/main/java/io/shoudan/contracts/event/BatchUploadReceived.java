package io.shoudan.contracts.event;

import io.shoudan.contracts.transaction.model.CardRegion;
import java.util.List;

/// A terminal uploaded lines of a batch that did not balance, or of one already closed.
public record BatchUploadReceived(
        long batchId,
        String terminalId,
        String merchantId,
        String batchNumber,
        String traceNumber,
        List<Line> lines)
        implements TransactionEvent.OfBatch {

    /// One transaction as the terminal has it.
    ///
    /// @param traceNumber of the transaction
    /// @param maskedPan   first six and last four digits
    /// @param amountMinor in minor units of the batch's currency
    public record Line(CardRegion region, String traceNumber, String maskedPan, long amountMinor) {}
}
