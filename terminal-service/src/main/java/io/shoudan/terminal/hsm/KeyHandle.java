package io.shoudan.terminal.hsm;

/// A key that only the security module can open: wrapped, and bound to its use and its terminal.
///
/// @param usage      what the holder wants to use it for; the module refuses any other key
/// @param terminalId whose key it is, 8 characters
/// @param wrapped    as the module handed it out; ASCII, safe to store
public record KeyHandle(KeyUsage usage, String terminalId, String wrapped) {

    /// Without the wrapped key, which is of no use in a log.
    @Override
    public String toString() {
        return usage + " key of " + terminalId;
    }
}
