package io.shoudan.contracts.event;

/// A reversal is being sent to the network until it is acknowledged.
public record TransactionReversalDue(TransactionFacts transaction)
        implements TransactionEvent.OfTransaction {}
