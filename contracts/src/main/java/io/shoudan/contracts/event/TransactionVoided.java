package io.shoudan.contracts.event;

/// An approved void took the transaction back within its batch.
public record TransactionVoided(TransactionFacts transaction)
        implements TransactionEvent.OfTransaction {}
