package io.shoudan.settlement.fee;

import io.shoudan.contracts.BasisPoints;
import io.shoudan.contracts.event.TariffChanged;
import io.shoudan.contracts.merchant.model.Rounding;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Currency;

/// What one merchant pays from one moment on.
///
/// @param changedAt        in force from then on, until the next version
/// @param currency         of minimum and cap, and of the amounts it can price
/// @param domestic         for cards issued at home
/// @param foreign          for all others
/// @param refundsReturnFee whether a refund gives the purchase's fee back in proportion
public record Tariff(
        String merchantId,
        long version,
        Instant changedAt,
        Currency currency,
        Rate domestic,
        Rate foreign,
        boolean refundsReturnFee) {

    /// @param changedAt when merchant-service said it
    public static Tariff of(TariffChanged event, Instant changedAt) {
        return new Tariff(
                event.merchantId(),
                event.version(),
                changedAt,
                event.currency(),
                rate(event.domestic()),
                rate(event.foreign()),
                event.refundsReturnFee());
    }

    private static Rate rate(TariffChanged.FeeRate rate) {
        return new Rate(
                new BasisPoints(rate.basisPoints()),
                rate.minimumMinor(),
                rate.capMinor(),
                rounding(rate.rounding()));
    }

    private static RoundingMode rounding(Rounding rounding) {
        return switch (rounding) {
            case HALF_UP -> RoundingMode.HALF_UP;
            case HALF_EVEN -> RoundingMode.HALF_EVEN;
            case UP -> RoundingMode.UP;
            case DOWN -> RoundingMode.DOWN;
        };
    }
}
