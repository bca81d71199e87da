package io.shoudan.iso8583.terminal;

import io.shoudan.iso8583.Pan;
import java.util.ArrayList;
import java.util.List;

/// One transaction in field 48 of a batch upload (0320) or of a batch re-download: 40 digits.
///
/// In front of the lines stands how many they are, 2 digits, at most 8. The end of an upload has
/// the number of all lines instead, 4 digits.
///
/// @param origin      which half of the totals it counts in: `00` domestic, `01` foreign
/// @param traceNumber field 11 of the transaction, 6 digits
/// @param pan         card number, filled with zeros on the left to 20 digits
/// @param amountMinor in minor units, 0 to 999999999999, 12 digits
public record BatchLine(Origin origin, String traceNumber, Pan pan, long amountMinor) {

    /// Most lines in one message.
    public static final int MAX_LINES = 8;

    private static final int LINE_DIGITS = 40;
    private static final int COUNT_DIGITS = 2;
    private static final int TOTAL_DIGITS = 4;
    private static final int PAN_DIGITS = 20;
    private static final int AMOUNT_DIGITS = 12;

    /// Where a card was issued; the first two digits of a line.
    public enum Origin {
        /// In this country.
        DOMESTIC("00"),
        /// Elsewhere.
        FOREIGN("01");

        private final String digits;

        Origin(String digits) {
            this.digits = digits;
        }

        private static Origin of(String digits) {
            return switch (digits) {
                case "00" -> DOMESTIC;
                case "01" -> FOREIGN;
                default ->
                        throw new IllegalArgumentException("must be 00 or 01: card type of a line");
            };
        }
    }

    /// A line of these parts.
    ///
    /// @throws IllegalArgumentException if a part is out of range
    public BatchLine {
        Digits.check(traceNumber, 6, "trace number of a line");
        Digits.checkRange(amountMinor, AMOUNT_DIGITS, "amount of a line");
    }

    /// Splits the digits of field 48.
    ///
    /// @param field a count of 2 digits, then that many lines, 0 to 8
    /// @throws IllegalArgumentException if `field` is anything else
    public static List<BatchLine> parse(String field) {
        Digits.check(field, Math.max(field.length(), COUNT_DIGITS), "field 48");
        int count = Integer.parseInt(field.substring(0, COUNT_DIGITS));
        if (count > MAX_LINES || field.length() != COUNT_DIGITS + count * LINE_DIGITS) {
            throw new IllegalArgumentException(
                    "must be a count 00..08 and as many lines: field 48");
        }
        var lines = new ArrayList<BatchLine>();
        for (int start = COUNT_DIGITS; start < field.length(); start += LINE_DIGITS) {
            lines.add(line(field.substring(start, start + LINE_DIGITS)));
        }
        return List.copyOf(lines);
    }

    private static BatchLine line(String digits) {
        var filled = digits.substring(8, 8 + PAN_DIGITS);
        int first = 0;
        while (first < PAN_DIGITS && filled.charAt(first) == '0') {
            first++;
        }
        return new BatchLine(
                Origin.of(digits.substring(0, 2)),
                digits.substring(2, 8),
                Pan.of(filled.substring(first)),
                Long.parseLong(digits.substring(8 + PAN_DIGITS)));
    }

    /// Field 48 of these lines.
    ///
    /// @param lines at most [#MAX_LINES]
    /// @throws IllegalArgumentException if there are more
    public static String text(List<BatchLine> lines) {
        if (lines.size() > MAX_LINES) {
            throw new IllegalArgumentException("must be 0..8: lines " + lines.size());
        }
        var text = new StringBuilder(Digits.filled(lines.size(), COUNT_DIGITS));
        for (var line : lines) {
            var pan = line.pan().clearText();
            text.append(line.origin().digits)
                    .append(line.traceNumber())
                    .append("0".repeat(PAN_DIGITS - pan.length()))
                    .append(pan)
                    .append(Digits.filled(line.amountMinor(), AMOUNT_DIGITS));
        }
        return text.toString();
    }

    /// Field 48 at the end of an upload: how many lines there were in all.
    ///
    /// @param digits 4 digits
    /// @throws IllegalArgumentException if `digits` is anything else
    public static int parseTotal(String digits) {
        Digits.check(digits, TOTAL_DIGITS, "field 48");
        return Integer.parseInt(digits);
    }

    /// Field 48 at the end of an upload.
    ///
    /// @param count 0 to 9999
    /// @throws IllegalArgumentException if `count` is out of range
    public static String totalText(int count) {
        Digits.checkRange(count, TOTAL_DIGITS, "lines in all");
        return Digits.filled(count, TOTAL_DIGITS);
    }
}
