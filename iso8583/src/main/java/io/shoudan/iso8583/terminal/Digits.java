package io.shoudan.iso8583.terminal;

/// Checks and prints parts of fields that are made of digits.
final class Digits {

    private Digits() {}

    /// Lets digits pass.
    ///
    /// @throws IllegalArgumentException if `text` isn't `count` digits; the text hasn't the value
    static void check(String text, int count, String what) {
        if (text.length() != count || !allDigits(text)) {
            throw new IllegalArgumentException("must be " + count + " digits: " + what);
        }
    }

    private static boolean allDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
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
