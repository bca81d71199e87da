package io.shoudan.terminal.session;

import io.shoudan.terminal.hsm.KeyHandle;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The working keys of one sign-on.
///
/// @param number          1 for a terminal's first, then counting up
/// @param trackKey        absent unless the terminal asked for one
/// @param firstVerifiedAt when a message was first verified under it; absent while we can't know
///                        whether the terminal ever got these keys
/// @param supersededAt    when a message was first verified under a newer generation
public record KeyGeneration(
        int number,
        KeyHandle pinKey,
        KeyHandle macKey,
        @Nullable KeyHandle trackKey,
        Instant issuedAt,
        @Nullable Instant firstVerifiedAt,
        @Nullable Instant supersededAt) {

    boolean confirmed() {
        return firstVerifiedAt != null;
    }
}
