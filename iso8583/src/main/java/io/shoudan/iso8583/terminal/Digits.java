package io.shoudan.iso8583.terminal;

/// Checks parts of fields that are made of digits.
final class Digits {

    private Digits() {}

    /// Lets digits pass.
    ///
    /// @throws IllegalArgumentException if `text` isn't `count` digits; the text hasn't the value
    static void check(String text, int count, String what) {
        if (text.length() != count || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("must be " + count + " digits: " + what);
        }
    }
}
