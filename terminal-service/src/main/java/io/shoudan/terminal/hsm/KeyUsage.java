package io.shoudan.terminal.hsm;

import java.util.Locale;

/// What a key may be used for. It is part of what a wrapped key is bound to, so that a key copied
/// to another column can't be used there.
public enum KeyUsage {
    /// Terminal main key (TMK): enciphers working keys on their way to the terminal.
    MAIN,
    /// PIN key (PIK): enciphers PIN blocks.
    PIN,
    /// MAC key (MAK): authenticates messages.
    MAC,
    /// Track key (TDK): enciphers a part of tracks 2 and 3.
    TRACK;

    String context(String terminalId) {
        return "terminal-key/" + terminalId + "/" + name().toLowerCase(Locale.ROOT);
    }
}
