package io.shoudan.contracts.event;

/// The network acknowledged the reversal.
public record TransactionReversed(TransactionFacts transaction)
        implements TransactionEvent.OfTransaction {}
