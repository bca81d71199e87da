package io.shoudan.terminal.field;

import java.util.Optional;

/// Field 48 of a batch settlement: what a terminal, or we, have counted.
///
/// 62 digits, two halves of: debit amount 12, count 3, credit amount 12, count 3, flag 1.
public record BatchTotals(Half domestic, Half foreign) {

    private static final int HALF_DIGITS = 31;

    /// Totals of one kind of cards.
    ///
    /// @param debitMinor  purchases in minor units, 0 to 999999999999
    /// @param debitCount  0 to 999
    /// @param creditMinor refunds in minor units, 0 to 999999999999
    /// @param creditCount 0 to 999
    /// @param flag        0 in a request; in an answer 1 if both sides agree, 2 if not
    public record Half(
            long debitMinor, int debitCount, long creditMinor, int creditCount, int flag) {

        static Half of(String digits) {
            return new Half(
                    Long.parseLong(digits.substring(0, 12)),
                    Integer.parseInt(digits.substring(12, 15)),
                    Long.parseLong(digits.substring(15, 27)),
                    Integer.parseInt(digits.substring(27, 30)),
                    Integer.parseInt(digits.substring(30)));
        }

        String text() {
            return "%012d%03d%012d%03d%d"
                    .formatted(debitMinor, debitCount, creditMinor, creditCount, flag);
        }
    }

    /// @param digits field 48; empty is returned unless it has 62 digits
    public static Optional<BatchTotals> of(String digits) {
        return digits.length() == 2 * HALF_DIGITS
                ? Optional.of(
                        new BatchTotals(
                                Half.of(digits.substring(0, HALF_DIGITS)),
                                Half.of(digits.substring(HALF_DIGITS))))
                : Optional.empty();
    }

    /// 62 digits.
    public String text() {
        return domestic.text() + foreign.text();
    }
}
