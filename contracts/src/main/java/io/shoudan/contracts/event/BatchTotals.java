package io.shoudan.contracts.event;

/// One half (domestic or foreign cards) of a batch's totals. Debits are purchases, credits are
/// refunds; voided and reversed ones do not count.
///
/// @param debitMinor  in minor units of the batch's currency, as is `creditMinor`
public record BatchTotals(long debitMinor, int debitCount, long creditMinor, int creditCount) {

    /// @throws IllegalArgumentException if a sum or count is negative
    public BatchTotals {
        if (debitMinor < 0 || debitCount < 0 || creditMinor < 0 || creditCount < 0) {
            throw new IllegalArgumentException("must not be negative: a batch total");
        }
    }
}
