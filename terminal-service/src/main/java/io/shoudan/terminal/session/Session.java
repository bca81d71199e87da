package io.shoudan.terminal.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A terminal that signed on at least once.
///
/// @param macFailures bad or missing MACs in a row
/// @param softwareVersion what ran in the terminal when it signed on last
/// @param lastSeenAt  to the minute
public record Session(
        String terminalId,
        State state,
        Instant signedOnAt,
        int macFailures,
        @Nullable String softwareVersion,
        Instant lastSeenAt,
        KeyRing keys) {

    /// How the last sign-on stands.
    public enum State {
        SIGNED_ON,
        /// By the terminal itself.
        SIGNED_OFF,
        /// Ended by us: the main key under which its keys were sent is no more.
        KEY_REPLACED
    }
}
