package io.shoudan.transaction.network;

import java.time.Instant;

/// Times as the network repeats them.
public final class Transmissions {

    private Transmissions() {}

    /// Field 7.
    public static String text(Instant instant) {
        return IsoMessages.transmission(instant);
    }
}
