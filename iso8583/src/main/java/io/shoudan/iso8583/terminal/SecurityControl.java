package io.shoudan.iso8583.terminal;

import io.shoudan.iso8583.Masks;

/// Field 53: how PIN and tracks of this message are enciphered.
///
/// @param pinFormat digit 1: `0` no PIN, `2` a PIN block with the card number in it
/// @param keyLength digit 2: `0` single, `6` double length
/// @param track     digit 3: `1` tracks are enciphered under the TDK
/// @param rest      digits 4 to 16, zeros
public record SecurityControl(char pinFormat, char keyLength, char track, String rest) {

    /// What is usual: a PIN block with the card number in it, under a double length key, clear
    /// tracks.
    public static final SecurityControl USUAL = of("2600000000000000");

    private static final int DIGITS = 16;

    /// Field 53 of these digits.
    ///
    /// @throws IllegalArgumentException if a part isn't a digit, or `rest` isn't 13
    public SecurityControl {
        Digits.check("" + pinFormat + keyLength + track + rest, DIGITS, "field 53");
    }

    /// Splits field 53.
    ///
    /// @param digits 16 digits
    /// @throws IllegalArgumentException if `digits` is anything else
    public static SecurityControl of(String digits) {
        Digits.check(digits, DIGITS, "field 53");
        return new SecurityControl(
                digits.charAt(0), digits.charAt(1), digits.charAt(2), digits.substring(3));
    }

    /// Whether 8 bytes of each track are enciphered under the TDK.
    public boolean tracksEnciphered() {
        return track == '1';
    }

    /// The digits as they may be printed.
    public String shown() {
        return Masks.securityControl(text());
    }

    @Override
    public String toString() {
        return shown();
    }

    /// The 16 digits as sent.
    public String text() {
        return "" + pinFormat + keyLength + track + rest;
    }
}
