package io.shoudan.transaction.payment;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Numbers that must never meet again: a rollback doesn't give them back.
public final class NumbersInMemory {

    private int references;
    private int traces;

    /// Field 37.
    String reference() {
        return "6061" + Integer.toString(100_000_000 + ++references).substring(1);
    }

    /// Fields 11 and 7 on the link.
    public NetworkTrace next(Instant now) {
        return new NetworkTrace(
                Integer.toString(1_000_000 + ++traces).substring(1),
                now.truncatedTo(ChronoUnit.SECONDS));
    }
}
