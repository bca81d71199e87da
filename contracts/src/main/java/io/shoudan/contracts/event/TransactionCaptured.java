package io.shoudan.contracts.event;

/// The terminal batch closed with this transaction as a member. Only purchases and refunds are
/// members; voided and reversed ones are not.
///
/// @param transaction with amount and region, since only approved ones are captured
/// @param batchId     the same as in the [BatchClosed] that follows: batch numbers wrap, ids don't
public record TransactionCaptured(TransactionFacts transaction, long batchId)
        implements TransactionEvent.OfTransaction {}
