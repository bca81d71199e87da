package io.shoudan.terminal.hsm;

import io.shoudan.iso8583.mac.WorkingKeysField.Layout;
import java.util.Arrays;
import java.util.Optional;

/// Which working keys a terminal asks for at sign-on (field 60.3).
public enum KeySet {
    /// Single-length keys: PIN 8, MAC 8 bytes.
    SINGLE("001"),
    /// PIN 16 bytes; MAC 8, or 16 where the profile says so.
    DOUBLE("003"),
    /// As [#DOUBLE], and a track key of 16 bytes.
    DOUBLE_WITH_TRACK("004");

    private final String networkCode;

    KeySet(String networkCode) {
        this.networkCode = networkCode;
    }

    /// @param networkCode field 60.3, 3 digits
    public static Optional<KeySet> of(String networkCode) {
        return Arrays.stream(values()).filter(s -> s.networkCode.equals(networkCode)).findFirst();
    }

    Layout layout(MacKeyLength macKey) {
        return Layout.of(networkCode, macKey.bytes());
    }
}
