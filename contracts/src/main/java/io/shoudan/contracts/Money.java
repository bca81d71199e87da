package io.shoudan.contracts;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/// An amount of money in the smallest unit of one currency: `Money.of(1234, CNY)` is 12.34 yuan.
///
/// Never negative. Whether money moves in or out is said by the operation that carries it, so no
/// lost minus sign can turn a purchase into a refund.
///
/// @param minorUnits in 1/10^n of the currency, n its ISO 4217 exponent (JPY 0, CNY 2, KWD 3);
///                   0 to [#MAX_MINOR_UNITS]
/// @param currency   a circulating ISO 4217 currency; funds codes such as XXX are refused
public record Money(long minorUnits, Currency currency) {

    /// 2^53 − 1: the largest integer that every JSON reader keeps exactly.
    public static final long MAX_MINOR_UNITS = 9_007_199_254_740_991L;

    /// @throws IllegalArgumentException if the amount is out of range or the currency has no
    ///     exponent
    public Money {
        if (minorUnits < 0 || minorUnits > MAX_MINOR_UNITS) {
            throw new IllegalArgumentException(
                    "must be 0.." + MAX_MINOR_UNITS + ": minorUnits=" + minorUnits);
        }
        if (currency.getDefaultFractionDigits() < 0) {
            throw new IllegalArgumentException("must have an exponent: currency=" + currency);
        }
    }

    public static Money of(long minorUnits, Currency currency) {
        return new Money(minorUnits, currency);
    }

    /// @throws IllegalArgumentException if the currencies differ or the sum is out of range
    public Money plus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(
                    "must be " + currency + ": other.currency=" + other.currency);
        }
        return of(minorUnits + other.minorUnits, currency); // Cannot overflow: both are below 2^53.
    }

    /// The part of this amount at `rate`, for example an acquirer's fee.
    ///
    /// @param rounding what happens to a fraction of a minor unit. There is no default: somebody
    ///                 loses it, and the tariff says who.
    public Money share(BasisPoints rate, RoundingMode rounding) {
        var exact = BigDecimal.valueOf(minorUnits).multiply(BigDecimal.valueOf(rate.value(), 4));
        return of(exact.setScale(0, rounding).longValueExact(), currency);
    }
}
