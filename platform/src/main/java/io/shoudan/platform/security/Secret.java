package io.shoudan.platform.security;

import java.nio.charset.StandardCharsets;

/// A configured secret, kept from being printed by accident. Not a record: records print
/// themselves.
public final class Secret {

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /// Never fails: what a secret has to look like is checked where it is used, by code that knows
    /// not to print it.
    public static Secret of(String text) {
        return new Secret(text);
    }

    /// The secret itself.
    public String clearText() {
        return text;
    }

    public boolean isBlank() {
        return text.isBlank();
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "****";
    }
}
