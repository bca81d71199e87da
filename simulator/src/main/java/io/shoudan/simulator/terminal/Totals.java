package io.shoudan.simulator.terminal;

import java.util.Collection;
import java.util.function.Predicate;

/// Field 48 of a settlement: what a batch comes to, domestic cards and foreign ones.
public record Totals(Half domestic, Half foreign) {

    private static final int HALF_DIGITS = 31;

    /// One half of the totals.
    ///
    /// @param debitMinor  sum of purchases and completions, minor units
    /// @param creditMinor sum of refunds, minor units
    /// @param verdict     0 in a request; 1 balanced, 2 not
    public record Half(
            long debitMinor, int debitCount, long creditMinor, int creditCount, int verdict) {

        private String digits() {
            return String.format(
                    "%012d%03d%012d%03d%01d",
                    debitMinor, debitCount, creditMinor, creditCount, verdict);
        }

        private static Half of(String digits) {
            return new Half(
                    Long.parseLong(digits.substring(0, 12)),
                    Integer.parseInt(digits.substring(12, 15)),
                    Long.parseLong(digits.substring(15, 27)),
                    Integer.parseInt(digits.substring(27, 30)),
                    Integer.parseInt(digits.substring(30)));
        }
    }

    /// What the slips of one batch come to.
    static Totals of(Collection<Slip> slips) {
        return new Totals(half(slips, Slip::domestic), half(slips, slip -> !slip.domestic()));
    }

    private static Half half(Collection<Slip> slips, Predicate<Slip> side) {
        long debit = 0;
        int debits = 0;
        long credit = 0;
        int credits = 0;
        for (var slip : slips) {
            if (side.test(slip) && slip.debit()) {
                debit = Math.addExact(debit, slip.amountMinor());
                debits++;
            } else if (side.test(slip) && slip.credit()) {
                credit = Math.addExact(credit, slip.amountMinor());
                credits++;
            }
        }
        return new Half(debit, debits, credit, credits, 0);
    }

    /// @param digits 62 digits
    /// @throws IllegalArgumentException if `digits` is anything else
    public static Totals of(String digits) {
        if (digits.length() != 2 * HALF_DIGITS) {
            throw new IllegalArgumentException("must be 62 digits: totals");
        }
        return new Totals(
                Half.of(digits.substring(0, HALF_DIGITS)), Half.of(digits.substring(HALF_DIGITS)));
    }

    /// 62 digits.
    public String digits() {
        return domestic.digits() + foreign.digits();
    }

    /// Whether the host found both halves to be as the terminal said.
    public boolean balanced() {
        return domestic.verdict() == 1 && foreign.verdict() == 1;
    }
}
