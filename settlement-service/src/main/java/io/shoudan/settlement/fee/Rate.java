package io.shoudan.settlement.fee;

import io.shoudan.contracts.BasisPoints;
import io.shoudan.contracts.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/// How the fee on one purchase is reckoned: a share of the amount, at least the minimum, at most
/// the cap.
///
/// @param share        of the amount
/// @param minimumMinor least fee, in minor units of the tariff's currency
/// @param capMinor     most a fee can be, in the same units; absent is no cap. Wins over the
///                     minimum
/// @param rounding     what happens to a fraction of a minor unit
public record Rate(
        BasisPoints share, long minimumMinor, @Nullable Long capMinor, RoundingMode rounding) {

    /// @throws IllegalArgumentException if minimum or cap is negative
    public Rate {
        if (minimumMinor < 0 || (capMinor != null && capMinor < 0)) {
            throw new IllegalArgumentException(
                    "must not be negative: minimumMinor=" + minimumMinor + " capMinor=" + capMinor);
        }
    }

    /// Rounded first, then raised to the minimum, then cut at the cap.
    Money on(Money amount) {
        var reckoned = amount.share(share, rounding).minorUnits();
        var raised = Math.max(reckoned, minimumMinor);
        return Money.of(capMinor == null ? raised : Math.min(raised, capMinor), amount.currency());
    }

    /// For people: `55 bp, minimum 0.01, cap 20.00, HALF_UP`.
    String inWords(Currency currency) {
        var words = new StringBuilder().append(share.value()).append(" bp");
        if (minimumMinor > 0) {
            words.append(", minimum ").append(decimal(minimumMinor, currency));
        }
        if (capMinor != null) {
            words.append(", cap ").append(decimal(capMinor, currency));
        }
        return words.append(", ").append(rounding.name()).toString();
    }

    /// Minor units as people write them, with the currency's own number of decimals.
    static String decimal(long minorUnits, Currency currency) {
        return BigDecimal.valueOf(minorUnits, currency.getDefaultFractionDigits()).toPlainString();
    }
}
