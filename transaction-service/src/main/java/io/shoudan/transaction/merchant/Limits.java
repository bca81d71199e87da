package io.shoudan.transaction.merchant;

import org.jspecify.annotations.Nullable;

/// What a terminal may sell; each is absent where there is no limit. Amounts are in minor units of
/// the cell's currency.
///
/// @param amountMinor      one purchase
/// @param dailyAmountMinor a business date's purchases together
/// @param dailyCount       number of a business date's purchases
public record Limits(
        @Nullable Long amountMinor, @Nullable Long dailyAmountMinor, @Nullable Integer dailyCount) {

    /// Whether a purchase depends on those before it.
    public boolean daily() {
        return dailyAmountMinor != null || dailyCount != null;
    }
}
