package io.shoudan.transaction.policy;

import io.shoudan.contracts.Money;
import io.shoudan.transaction.merchant.Limits;
import io.shoudan.transaction.payment.Cause;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whether a purchase keeps within limits. Pure.
final class LimitRules {

    private LimitRules() {}

    /// Which limits `amount` would break, each with its figures for people.
    ///
    /// @param day what was sold before; absent if no limit depends on it
    static Map<Cause, String> broken(Limits limits, Money amount, @Nullable Day day) {
        var broken = new EnumMap<Cause, String>(Cause.class);
        var once = limits.amountMinor();
        if (once != null && amount.minorUnits() > once) {
            broken.put(
                    Cause.AMOUNT_LIMIT_EXCEEDED,
                    "amount limit %s".formatted(text(once, amount.currency())));
        } else if (day != null) {
            putDailyAmount(broken, limits, amount, day);
        }
        var count = limits.dailyCount();
        if (day != null && count != null && day.count() >= count) {
            broken.put(
                    Cause.COUNT_LIMIT_EXCEEDED,
                    "daily limit %d purchases, used %d, resets %s"
                            .formatted(count, day.count(), day.end()));
        }
        return broken;
    }

    private static void putDailyAmount(
            Map<Cause, String> broken, Limits limits, Money amount, Day day) {
        var most = limits.dailyAmountMinor();
        if (most != null && day.amountMinor() + amount.minorUnits() > most) {
            broken.put(
                    Cause.AMOUNT_LIMIT_EXCEEDED,
                    "daily amount limit %s, used %s, resets %s"
                            .formatted(
                                    text(most, amount.currency()),
                                    text(day.amountMinor(), amount.currency()),
                                    day.end()));
        }
    }

    private static String text(long minorUnits, Currency currency) {
        return BigDecimal.valueOf(minorUnits, currency.getDefaultFractionDigits()).toPlainString()
                + " "
                + currency.getCurrencyCode();
    }
}
