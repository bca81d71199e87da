package io.shoudan.settlement.ledger;

import io.shoudan.contracts.Money;

/// One side of an entry.
///
/// @param amount above zero; the side says which way
public record Posting(Account account, Side side, Money amount) {

    /// @throws IllegalArgumentException if the amount is zero
    public Posting {
        if (amount.minorUnits() == 0) {
            throw new IllegalArgumentException("must be above 0: posting to " + account.code());
        }
    }
}
