package io.shoudan.contracts.event;

import java.time.LocalDate;

/// A reversal reached a captured or settled transaction. The batch stays as it is; a compensating
/// line belongs to the open business date in `compensationDate`.
public record CaptureReversed(TransactionFacts transaction, LocalDate compensationDate)
        implements TransactionEvent.OfTransaction {}
