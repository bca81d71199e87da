package io.shoudan.terminal.hsm;

/// How long the MAC key is that a terminal gets with double-length keys.
public enum MacKeyLength {
    /// 8 bytes, with 8 zero bytes behind it.
    SINGLE,
    /// 16 bytes.
    DOUBLE;

    int bytes() {
        return this == SINGLE ? ClearKey.SINGLE_BYTES : ClearKey.DOUBLE_BYTES;
    }
}
