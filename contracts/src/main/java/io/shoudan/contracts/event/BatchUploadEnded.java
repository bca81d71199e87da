package io.shoudan.contracts.event;

/// A terminal has uploaded all lines of a batch.
///
/// @param balanced   what the terminal's end message said (60.3 = 207 yes, 202 no)
/// @param totalCount how many lines the terminal says it uploaded
public record BatchUploadEnded(
        long batchId,
        String terminalId,
        String merchantId,
        String batchNumber,
        boolean balanced,
        int totalCount)
        implements TransactionEvent.OfBatch {}
