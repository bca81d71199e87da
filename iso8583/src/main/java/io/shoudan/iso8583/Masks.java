package io.shoudan.iso8583;

import java.util.regex.Pattern;

/// How fields of many digits are printed, which have room for a card number: what is known of their
/// layout as it is, and no digits that could be one.
public final class Masks {

    private static final int KNOWN_IN_FRONT = 3;
    private static final Pattern USUAL_CONTROL = Pattern.compile("[0-9]{3}0*");

    /// MTI, trace number and `MMDDhhmmss`.
    private static final Pattern ORIGINAL =
            Pattern.compile(
                    "[0-9][1-8][0-9]{8}(0[0-9]|1[0-2])([0-2][0-9]|3[01])"
                            + "([01][0-9]|2[0-3])([0-5][0-9]){2}");

    private static final int ORIGINAL_DIGITS = 20;
    private static final int INSTITUTION_DIGITS = 11;
    private static final String NO_INSTITUTION = "0".repeat(INSTITUTION_DIGITS);

    private Masks() {}

    /// Field 53 (ISO 8583:1987): the three digits that say how a message is enciphered, and zeros.
    public static String securityControl(String digits) {
        return USUAL_CONTROL.matcher(digits).matches()
                ? digits
                : hidden(digits, Math.min(KNOWN_IN_FRONT, digits.length()));
    }

    /// Field 90 (ISO 8583:1987): MTI, trace number and time of an original, and two institutions.
    /// The institutions are left out if a card number could stand there.
    public static String originalData(String digits) {
        int end = ORIGINAL_DIGITS + INSTITUTION_DIGITS;
        boolean fits =
                digits.length() == end + INSTITUTION_DIGITS
                        && ORIGINAL.matcher(digits.substring(0, ORIGINAL_DIGITS)).matches();
        if (!fits) {
            return Pan.mayBeIn(digits) ? hidden(digits, 0) : digits;
        }
        boolean one =
                digits.startsWith(NO_INSTITUTION, ORIGINAL_DIGITS)
                        || digits.startsWith(NO_INSTITUTION, end);
        return one || !Pan.mayBeIn(digits.substring(ORIGINAL_DIGITS))
                ? digits
                : hidden(digits, ORIGINAL_DIGITS);
    }

    private static String hidden(String digits, int from) {
        return digits.substring(0, from) + "*".repeat(digits.length() - from);
    }
}
