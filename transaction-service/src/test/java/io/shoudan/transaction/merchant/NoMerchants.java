package io.shoudan.transaction.merchant;

import io.shoudan.transaction.simulation.NoDatabase;

/// Merchants of whom nobody asks.
public final class NoMerchants {

    private NoMerchants() {}

    public static Merchants merchants() {
        return new Merchants(NoDatabase.jdbc());
    }
}
