package io.shoudan.contracts.event;

/// The void was itself reversed: the transaction stands approved again.
public record TransactionVoidReversed(TransactionFacts transaction)
        implements TransactionEvent.OfTransaction {}
