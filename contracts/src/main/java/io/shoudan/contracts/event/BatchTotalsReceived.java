package io.shoudan.contracts.event;

/// A terminal settles a batch that had closed without it: what it claims is compared now. The batch
/// stays as it closed. Said once per batch; a claim that came before the close is in [BatchClosed].
public record BatchTotalsReceived(
        long batchId,
        String terminalId,
        String merchantId,
        String batchNumber,
        BatchTotals terminalDomestic,
        BatchTotals terminalForeign)
        implements TransactionEvent.OfBatch {}
