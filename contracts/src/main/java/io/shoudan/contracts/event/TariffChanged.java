package io.shoudan.contracts.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.shoudan.contracts.merchant.model.Rounding;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/// What a merchant pays from now on. Its topic keeps every version: what was captured long ago is
/// priced by the tariff of its time.
public record TariffChanged(
        String merchantId,
        long version,
        Currency currency,
        FeeRate domestic,
        FeeRate foreign,
        boolean refundsReturnFee)
        implements MerchantEvent {

    public static final String TOPIC = "tariff.v1";

    @Override
    @JsonIgnore
    public String topic() {
        return TOPIC;
    }

    @Override
    @JsonIgnore
    public String key() {
        return merchantId;
    }

    /// How one fee is reckoned.
    ///
    /// @param basisPoints  hundredths of a percent, 0 to 10 000
    /// @param capMinor     the most a fee can be, in minor units; absent is no cap
    /// @param minimumMinor the least a fee is, in minor units; the cap wins over it
    /// @param rounding     what happens to a fraction of a minor unit
    public record FeeRate(
            int basisPoints, @Nullable Long capMinor, long minimumMinor, Rounding rounding) {}
}
