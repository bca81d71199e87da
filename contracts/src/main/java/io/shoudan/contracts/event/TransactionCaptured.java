package io.shoudan.contracts.event;

/// The terminal batch closed with this transaction as a member.
public record TransactionCaptured(TransactionFacts transaction)
        implements TransactionEvent.OfTransaction {}
