package io.shoudan.settlement.batch;

import java.util.UUID;

/// A refund that was captured while its purchase was not, as its batch's close told.
///
/// @param transactionId of the refund
/// @param purchaseMinor what was bought, in minor units of the batch's currency
/// @param purchaseEnded the purchase is never captured any more; false while it was in an open
///                      batch of another terminal
public record EarlyRefund(UUID transactionId, long purchaseMinor, boolean purchaseEnded) {}
