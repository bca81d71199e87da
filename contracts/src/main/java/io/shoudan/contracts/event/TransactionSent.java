package io.shoudan.contracts.event;

/// The intent is committed; bytes may leave for the network from now on.
public record TransactionSent(TransactionFacts transaction)
        implements TransactionEvent.OfTransaction {}
