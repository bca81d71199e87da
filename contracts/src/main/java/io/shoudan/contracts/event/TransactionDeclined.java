package io.shoudan.contracts.event;

/// Nothing is reserved or moved; `cause` says why.
public record TransactionDeclined(TransactionFacts transaction)
        implements TransactionEvent.OfTransaction {}
