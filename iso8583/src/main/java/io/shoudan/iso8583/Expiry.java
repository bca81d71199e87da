package io.shoudan.iso8583;

import java.time.YearMonth;

/// The last month in which a card is good, as embossed: two digits of the year, then the month
/// (ISO 8583:1987, field 14, `YYMM`).
///
/// @param year  last two digits of the year, 0 to 99
/// @param month 1 to 12
public record Expiry(int year, int month) {

    private static final int FIRST_YEAR_OF_LAST_CENTURY = 50;

    /// A month of a year within a century.
    ///
    /// @throws IllegalArgumentException if year or month is out of range
    public Expiry {
        if (year < 0 || year > 99 || month < 1 || month > 12) {
            throw new IllegalArgumentException("must be a year 0..99 and a month 1..12: expiry");
        }
    }

    /// The expiry that four digits say.
    ///
    /// @param yymm four digits
    /// @throws IllegalArgumentException if `yymm` is anything else, or the month is not 01 to 12
    public static Expiry of(String yymm) {
        if (yymm.length() != 4 || !Ascii.digits(yymm)) {
            throw new IllegalArgumentException("must be 4 digits YYMM: expiry");
        }
        return new Expiry(
                Integer.parseInt(yymm.substring(0, 2)), Integer.parseInt(yymm.substring(2)));
    }

    /// Four digits `YYMM`.
    public String text() {
        int digits = year * 100 + month;
        return "" + digits / 1000 + digits / 100 % 10 + digits / 10 % 10 + digits % 10;
    }

    /// With the century of EMV Book 4, section 6.7.3: 00 to 49 are 20xx, 50 to 99 are 19xx.
    public YearMonth yearMonth() {
        return YearMonth.of((year < FIRST_YEAR_OF_LAST_CENTURY ? 2000 : 1900) + year, month);
    }

    /// Whether the card is no longer good in `today`; it still is in the month of its expiry.
    public boolean expiredIn(YearMonth today) {
        return yearMonth().isBefore(today);
    }

    /// Masked, because beside a card number it is card data: `****`.
    @Override
    public String toString() {
        return "****";
    }
}
