package io.shoudan.iso8583.terminal;

import java.util.Optional;
import java.util.Set;

/// What the host asks a terminal to do next; low nibble of the third byte of a response's header.
public enum ProcessingRequirement {
    /// Nothing.
    NONE(0),
    /// Download magnetic stripe parameters.
    DOWNLOAD_MAGNETIC_PARAMETERS(1),
    /// Sign on again: keys or batch are out of step.
    SIGN_ON(3),
    /// Update the public keys of certification authorities.
    UPDATE_PUBLIC_KEYS(4),
    /// Download chip card parameters.
    DOWNLOAD_CHIP_PARAMETERS(5),
    /// Download terminal management parameters.
    DOWNLOAD_TERMINAL_PARAMETERS(6),
    /// Download the list of blocked cards.
    DOWNLOAD_BLACKLIST(7);

    /// What a terminal can mend by signing on again.
    private static final Set<String> MENDED_BY_SIGN_ON = Set.of("77", "99", "A0");

    private final int nibble;

    ProcessingRequirement(int nibble) {
        this.nibble = nibble;
    }

    /// The nibble on the wire, 0 to 7.
    public int nibble() {
        return nibble;
    }

    /// Whether an answer may ask for it. Those with another code than 77, 99 and A0 never ask for
    /// [#SIGN_ON]; requests ask for nothing.
    ///
    /// @param responseCode field 39 of the answer
    public boolean comesWith(String responseCode) {
        return this != SIGN_ON || MENDED_BY_SIGN_ON.contains(responseCode);
    }

    /// The requirement with this nibble; empty for those that have no meaning.
    public static Optional<ProcessingRequirement> of(int nibble) {
        for (var requirement : values()) {
            if (requirement.nibble == nibble) {
                return Optional.of(requirement);
            }
        }
        return Optional.empty();
    }
}
