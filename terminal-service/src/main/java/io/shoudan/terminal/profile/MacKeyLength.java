package io.shoudan.terminal.profile;

/// How long the MAC key is that a terminal gets with double-length keys (sign-ons 003 and 004).
public enum MacKeyLength {
    /// 8 bytes, in a place for 16.
    SINGLE(8),
    /// 16 bytes.
    DOUBLE(16);

    private final int bytes;

    MacKeyLength(int bytes) {
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }
}
