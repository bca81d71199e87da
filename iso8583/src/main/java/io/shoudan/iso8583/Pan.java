package io.shoudan.iso8583;

/// A card number (primary account number; ISO/IEC 7812-1).
///
/// A class and not a record, because records print themselves. It is not serializable either. The
/// only way to the digits is [#clearText]; everything else shows the first six and the last four,
/// or nothing when the number is so short that those would give it away.
public final class Pan extends PackedDigits {

    /// Longest card number, in digits (ISO 8583:1987, field 2).
    public static final int MAX_DIGITS = 19;

    private static final int MIN_ISSUED_DIGITS = 12;
    private static final int MIN_MASKABLE_DIGITS = 13;
    private static final int SHOWN_IN_FRONT = 6;
    private static final int SHOWN_AT_END = 4;

    private Pan(String digits) {
        super(digits, MAX_DIGITS, PackedNibbles.DIGITS_ONLY, "digits", "pan");
    }

    /// Takes any 1 to 19 digits: whether a card can have that number is asked separately
    /// ([#lengthValid], [#luhnValid]), because the answer to a wrong number differs from the answer
    /// to a broken message.
    ///
    /// @throws IllegalArgumentException if `digits` is anything else
    public static Pan of(String digits) {
        return new Pan(digits);
    }

    /// Whether a text has 13 to 19 digits in a row that could be a card number: no 0 in front, and
    /// the right check digit.
    public static boolean mayBeIn(String text) {
        int digits = 0;
        for (int end = 1; end <= text.length(); end++) {
            char c = text.charAt(end - 1);
            digits = c >= '0' && c <= '9' ? digits + 1 : 0;
            for (int length = MIN_MASKABLE_DIGITS; length <= digits; length++) {
                int start = end - length;
                if (length > MAX_DIGITS) {
                    break;
                }
                if (text.charAt(start) != '0' && of(text.substring(start, end)).luhnValid()) {
                    return true;
                }
            }
        }
        return false;
    }

    /// The whole number in the clear. For the security module, the network and encryption only.
    @Override
    public String clearText() {
        return super.clearText();
    }

    /// Whether issued cards have numbers of this length: 12 to 19 digits.
    public boolean lengthValid() {
        return count() >= MIN_ISSUED_DIGITS;
    }

    /// Whether the last digit is the check digit of the others (ISO/IEC 7812-1, annex B).
    public boolean luhnValid() {
        int sum = 0;
        for (int i = 0; i < count(); i++) {
            int digit = nibble(count() - 1 - i);
            int weighed = i % 2 == 0 ? digit : 2 * digit;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0;
    }

    /// First six and last four digits around asterisks, `622500******0014`; `****` for numbers of
    /// less than 13 digits, where that would leave too little hidden.
    public String masked() {
        if (count() < MIN_MASKABLE_DIGITS) {
            return "****";
        }
        var digits = clearText();
        int hidden = digits.length() - SHOWN_IN_FRONT - SHOWN_AT_END;
        return digits.substring(0, SHOWN_IN_FRONT)
                + "*".repeat(hidden)
                + digits.substring(digits.length() - SHOWN_AT_END);
    }

    /// As [#masked].
    @Override
    public String toString() {
        return masked();
    }
}
