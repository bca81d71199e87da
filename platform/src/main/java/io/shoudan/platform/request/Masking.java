package io.shoudan.platform.request;

import java.util.regex.Pattern;

/// Keeps card data and keys out of what we log about requests and faults, in case a caller or a
/// library put them where they do not belong. Masks too much rather than too little.
public final class Masking {

    private static final String MASK = "****";

    /// Long runs of digits or hexadecimal digits: card numbers, tracks, keys. Identifiers that we
    /// need (UUIDs, references of at most 12 digits) stay readable.
    private static final Pattern SUSPECT = Pattern.compile("[0-9A-Fa-f=^]{13,}");

    private static final Pattern GROUPING = Pattern.compile("[ .-]");

    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{Nd}]");

    private static final int MIN_CARD_DIGITS = 13;
    private static final int MAX_CARD_DIGITS = 19;
    private static final Pattern DIGITS = Pattern.compile("[0-9]{13,}");

    private static final Pattern CARD_LENGTH = Pattern.compile("[0-9]{13,19}");

    /// Nobody encodes digits in an honest URL.
    private static final Pattern ENCODED_DIGIT = Pattern.compile("%3[0-9]");

    private Masking() {}

    /// A message that somebody else wrote.
    public static String message(String text) {
        return SUSPECT.matcher(text).replaceAll(MASK);
    }

    /// Whether a text that a person or a terminal wrote looks as if it held a card number or a key,
    /// also one in groups: 13 characters of a key, or 13 to 19 digits with the check digit of a
    /// card number, whatever stands between them that is no letter.
    public static boolean suspects(String text) {
        var plain = inAsciiDigits(text);
        return SUSPECT.matcher(GROUPING.matcher(plain).replaceAll("")).find()
                || holdsCardNumber(SEPARATORS.matcher(plain).replaceAll(""));
    }

    /// Full-width digits, and those of other scripts, are digits to a reader.
    private static String inAsciiDigits(String text) {
        return text.codePoints()
                .map(it -> Character.isDigit(it) ? '0' + Character.digit(it, 10) : it)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean holdsCardNumber(String text) {
        var runs = DIGITS.matcher(text);
        while (runs.find()) {
            var run = runs.group();
            for (int start = 0; start + MIN_CARD_DIGITS <= run.length(); start++) {
                int last = Math.min(run.length(), start + MAX_CARD_DIGITS);
                for (int end = start + MIN_CARD_DIGITS; end <= last; end++) {
                    if (hasCheckDigit(run.substring(start, end))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /// A path as it was asked for. Merchant numbers have up to 15 digits and stay, unless their
    /// check digit makes them look like a card.
    public static String path(String raw) {
        if (ENCODED_DIGIT.matcher(raw).find()) {
            return MASK;
        }
        return CARD_LENGTH
                .matcher(raw)
                .replaceAll(it -> hasCheckDigit(it.group()) ? MASK : it.group());
    }

    /// Whether the last digit is right by ISO/IEC 7812-1, annex B (Luhn).
    private static boolean hasCheckDigit(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 0 ? digit : 2 * digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }
}
