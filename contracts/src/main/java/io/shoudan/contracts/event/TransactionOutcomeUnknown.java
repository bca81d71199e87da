package io.shoudan.contracts.event;

/// Money may or may not be reserved; the reversal is recorded with it.
public record TransactionOutcomeUnknown(TransactionFacts transaction)
        implements TransactionEvent.OfTransaction {}
