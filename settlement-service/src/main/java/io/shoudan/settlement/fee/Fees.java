package io.shoudan.settlement.fee;

import io.shoudan.contracts.Money;
import io.shoudan.contracts.transaction.model.CardRegion;
import java.math.BigDecimal;

/// Reckons fees. Pure: the same arguments give the same fee, whenever and in whatever order.
public final class Fees {

    private Fees() {}

    /// What a purchase costs.
    ///
    /// @throws IllegalArgumentException if the amount is not in the tariff's currency
    public static Fee ofPurchase(Tariff tariff, CardRegion region, Money amount) {
        requireCurrencyOf(tariff, amount);
        var rate = rateFor(tariff, region);
        return new Fee(
                rate.on(amount).minorUnits(), tariff.version(), rate.inWords(tariff.currency()));
    }

    /// What a refund costs when nothing is given back: no fee is charged on refunds.
    public static Fee ofRefundThatReturnsNothing(Tariff tariff) {
        return new Fee(0, tariff.version(), "no fee on refunds");
    }

    /// What a refund costs whose purchase was never captured, and so never charged.
    public static Fee ofRefundOfNothing(Tariff tariff) {
        return new Fee(0, tariff.version(), "nothing to give back: the purchase was not captured");
    }

    /// What a refund gives back of the purchase's fee, in proportion.
    ///
    /// Reckoned on the sum refunded so far, less what was given back before: however a purchase is
    /// refunded in parts, a full refund gives back the whole fee and never a unit more.
    ///
    /// @param refund what is refunded now
    /// @param before the purchase, and what earlier refunds of it did
    public static Fee ofRefund(Tariff tariff, CardRegion region, Money refund, Refunded before) {
        requireCurrencyOf(tariff, refund);
        var rounding = rateFor(tariff, region).rounding();
        var refunded = Math.addExact(before.refundedMinor(), refund.minorUnits());
        long due =
                refunded >= before.purchaseMinor()
                        ? before.purchaseFeeMinor()
                        : BigDecimal.valueOf(before.purchaseFeeMinor())
                                .multiply(BigDecimal.valueOf(refunded))
                                .divide(BigDecimal.valueOf(before.purchaseMinor()), 0, rounding)
                                .longValueExact();
        var now = Math.max(0, due - before.givenBackMinor());
        var rule =
                "in proportion of the fee %s on %s, %s"
                        .formatted(
                                Rate.decimal(before.purchaseFeeMinor(), tariff.currency()),
                                Rate.decimal(before.purchaseMinor(), tariff.currency()),
                                rounding);
        return new Fee(-now, tariff.version(), rule);
    }

    private static Rate rateFor(Tariff tariff, CardRegion region) {
        return switch (region) {
            case DOMESTIC -> tariff.domestic();
            case FOREIGN -> tariff.foreign();
        };
    }

    private static void requireCurrencyOf(Tariff tariff, Money amount) {
        if (!amount.currency().equals(tariff.currency())) {
            throw new IllegalArgumentException(
                    "must be " + tariff.currency() + ": amount.currency=" + amount.currency());
        }
    }

    /// A purchase and what became of it before the refund at hand, in minor units of one currency.
    ///
    /// @param purchaseMinor    its amount
    /// @param purchaseFeeMinor what it cost
    /// @param refundedMinor    sum of earlier refunds that still stand
    /// @param givenBackMinor   fee that those gave back, as a positive number
    public record Refunded(
            long purchaseMinor, long purchaseFeeMinor, long refundedMinor, long givenBackMinor) {}
}
