package io.shoudan.iso8583.terminal;

/// Field 48 of a batch settlement (0500, 0510): what the batch sums up to, domestic and foreign
/// cards apart. In the request the terminal's totals, in the answer the host's.
///
/// 62 digits, 31 a half: debit amount 12, debit count 3, credit amount 12, credit count 3, and how
/// both totals compare: `0` not compared, `1` balanced, `2` not.
///
/// @param domestic cards of the country
/// @param foreign  all other cards
public record SettlementTotals(Half domestic, Half foreign) {

    private static final int HALF_DIGITS = 31;
    private static final int AMOUNT_DIGITS = 12;
    private static final int COUNT_DIGITS = 3;

    /// How the host's totals compare with the terminal's, last digit of a half.
    public enum Comparison {
        /// In the request.
        NOT_COMPARED('0'),
        /// Both totals are the same.
        BALANCED('1'),
        /// They differ; the terminal uploads its lines.
        UNBALANCED('2');

        private final char flag;

        Comparison(char flag) {
            this.flag = flag;
        }

        private static Comparison of(char flag) {
            return switch (flag) {
                case '0' -> NOT_COMPARED;
                case '1' -> BALANCED;
                case '2' -> UNBALANCED;
                default ->
                        throw new IllegalArgumentException(
                                "must end in 0, 1 or 2: half of field 48");
            };
        }
    }

    /// Totals of one group of cards. Voided and reversed transactions do not count.
    ///
    /// @param debitMinor  purchases and completions, in minor units, 0 to 999999999999
    /// @param debitCount  how many, 0 to 999
    /// @param creditMinor refunds, in minor units, 0 to 999999999999
    /// @param creditCount how many, 0 to 999
    /// @param comparison  of the host's totals with the terminal's
    public record Half(
            long debitMinor,
            int debitCount,
            long creditMinor,
            int creditCount,
            Comparison comparison) {

        /// Totals that have not been compared.
        public static Half of(long debitMinor, int debitCount, long creditMinor, int creditCount) {
            return new Half(
                    debitMinor, debitCount, creditMinor, creditCount, Comparison.NOT_COMPARED);
        }

        /// Totals of these amounts and counts.
        ///
        /// @throws IllegalArgumentException if an amount or a count is out of range
        public Half {
            Digits.checkRange(debitMinor, AMOUNT_DIGITS, "debit amount");
            Digits.checkRange(debitCount, COUNT_DIGITS, "debit count");
            Digits.checkRange(creditMinor, AMOUNT_DIGITS, "credit amount");
            Digits.checkRange(creditCount, COUNT_DIGITS, "credit count");
        }

        /// Whether amounts and counts are the same; the comparisons don't matter.
        public boolean sameSums(Half other) {
            return debitMinor == other.debitMinor
                    && debitCount == other.debitCount
                    && creditMinor == other.creditMinor
                    && creditCount == other.creditCount;
        }

        /// These totals with the outcome of comparing them with `other`.
        public Half comparedWith(Half other) {
            var outcome = sameSums(other) ? Comparison.BALANCED : Comparison.UNBALANCED;
            return new Half(debitMinor, debitCount, creditMinor, creditCount, outcome);
        }

        private String text() {
            return Digits.filled(debitMinor, AMOUNT_DIGITS)
                    + Digits.filled(debitCount, COUNT_DIGITS)
                    + Digits.filled(creditMinor, AMOUNT_DIGITS)
                    + Digits.filled(creditCount, COUNT_DIGITS)
                    + comparison.flag;
        }

        private static Half parse(String digits) {
            return new Half(
                    Long.parseLong(digits.substring(0, 12)),
                    Integer.parseInt(digits.substring(12, 15)),
                    Long.parseLong(digits.substring(15, 27)),
                    Integer.parseInt(digits.substring(27, 30)),
                    Comparison.of(digits.charAt(HALF_DIGITS - 1)));
        }
    }

    /// Splits the digits of field 48.
    ///
    /// @param digits 62 digits
    /// @throws IllegalArgumentException if `digits` is anything else, or a half ends in neither 0,
    ///                                  1 nor 2
    public static SettlementTotals of(String digits) {
        Digits.check(digits, 2 * HALF_DIGITS, "field 48");
        return new SettlementTotals(
                Half.parse(digits.substring(0, HALF_DIGITS)),
                Half.parse(digits.substring(HALF_DIGITS)));
    }

    /// These totals, each half with the outcome of comparing it with that of `terminal`.
    public SettlementTotals comparedWith(SettlementTotals terminal) {
        return new SettlementTotals(
                domestic.comparedWith(terminal.domestic), foreign.comparedWith(terminal.foreign));
    }

    /// Whether both halves were found balanced.
    public boolean balanced() {
        return domestic.comparison() == Comparison.BALANCED
                && foreign.comparison() == Comparison.BALANCED;
    }

    /// The 62 digits as sent.
    public String text() {
        return domestic.text() + foreign.text();
    }
}
