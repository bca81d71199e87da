package io.shoudan.contracts.event;

/// The network has no such original: there was nothing to reverse.
public record TransactionNotDone(TransactionFacts transaction)
        implements TransactionEvent.OfTransaction {}
