package io.shoudan.iso8583.terminal;

/// Checks and prints parts of fields that are made of digits.
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

    /// Lets numbers pass that `digits` digits can hold.
    ///
    /// @throws IllegalArgumentException if `value` is negative or longer; the text hasn't the value
    static void checkRange(long value, int digits, String what) {
        if (value < 0 || Long.toString(value).length() > digits) {
            throw new IllegalArgumentException("must be 0.." + "9".repeat(digits) + ": " + what);
        }
    }

    /// The number with zeros in front; its range was checked before.
    static String filled(long value, int digits) {
        var text = Long.toString(value);
        return "0".repeat(digits - text.length()) + text;
    }
}
