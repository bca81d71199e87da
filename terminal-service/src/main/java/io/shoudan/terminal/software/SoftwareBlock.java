package io.shoudan.terminal.software;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A version of terminal software that may not be used, or might not once.
///
/// @param id        grows with time
/// @param version   as terminals tell it: field 59 A2/05, else the header's 8 digits
/// @param model     as terminals are bound; absent means every model
/// @param reason    for people
/// @param blockedBy the operator's client
/// @param lifted    absent while it is in force
public record SoftwareBlock(
        long id,
        String version,
        @Nullable String model,
        String reason,
        String blockedBy,
        Instant blockedAt,
        @Nullable Lifting lifted) {

    /// The end of a block.
    public record Lifting(String by, Instant at) {}
}
