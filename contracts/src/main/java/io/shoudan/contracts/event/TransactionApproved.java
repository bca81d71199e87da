package io.shoudan.contracts.event;

/// The issuer approved, and the answer may be told.
public record TransactionApproved(TransactionFacts transaction)
        implements TransactionEvent.OfTransaction {}
