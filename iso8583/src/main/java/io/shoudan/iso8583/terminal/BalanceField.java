package io.shoudan.iso8583.terminal;

/// Field 54 in the answer to a balance inquiry (ISO 8583:1987): account 10, amount type 02,
/// currency, sign, amount. Prints without the amount.
///
/// @param currency    ISO 4217 numeric code, 3 digits
/// @param amountMinor in minor units; negative if the account is overdrawn; at most 12 digits
public record BalanceField(String currency, long amountMinor) {

    private static final String ACCOUNT_AND_TYPE = "1002";
    private static final int AMOUNT_DIGITS = 12;
    private static final int TEXT_LENGTH = 20;
    private static final int SIGN_INDEX = 7;

    /// A balance of this amount.
    ///
    /// @throws IllegalArgumentException if the currency isn't 3 digits or the amount is longer than
    ///                                  12
    public BalanceField {
        Digits.check(currency, 3, "currency");
        Digits.checkRange(Math.abs(amountMinor), AMOUNT_DIGITS, "balance");
    }

    /// Splits field 54.
    ///
    /// @param text 20 characters: `1002`, currency, `C` or `D`, amount
    /// @throws IllegalArgumentException if `text` is anything else
    public static BalanceField of(String text) {
        if (text.length() != TEXT_LENGTH
                || !text.startsWith(ACCOUNT_AND_TYPE)
                || "CD".indexOf(text.charAt(SIGN_INDEX)) < 0) {
            throw new IllegalArgumentException("must be 1002, currency, C or D, amount: field 54");
        }
        var digits = text.substring(SIGN_INDEX + 1);
        Digits.check(digits, AMOUNT_DIGITS, "amount in field 54");
        long amount = Long.parseLong(digits);
        return new BalanceField(
                text.substring(ACCOUNT_AND_TYPE.length(), SIGN_INDEX),
                text.charAt(SIGN_INDEX) == 'D' ? -amount : amount);
    }

    /// The 20 characters as sent.
    public String text() {
        return ACCOUNT_AND_TYPE
                + currency
                + (amountMinor < 0 ? "D" : "C")
                + Digits.filled(Math.abs(amountMinor), AMOUNT_DIGITS);
    }

    /// The currency only.
    @Override
    public String toString() {
        return "balance in " + currency;
    }
}
