package io.shoudan.contracts.event;

/// Settlement posted the captured transaction.
public record TransactionSettled(TransactionFacts transaction)
        implements TransactionEvent.OfTransaction {}
