package io.shoudan.contracts.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.shoudan.contracts.merchant.model.BindingStatus;
import org.jspecify.annotations.Nullable;

/// Where a terminal stands and for whom it works, as it is now, with its outlet's name and address.
///
/// @param limits on its purchases; absent is no limit
public record BindingChanged(
        String terminalId,
        long version,
        String merchantId,
        String outletId,
        String outletName,
        String address,
        String regionCode,
        String serialNumber,
        String model,
        BindingStatus status,
        @Nullable Limits limits)
        implements MerchantEvent {

    public static final String TOPIC = "binding.v1";

    @Override
    @JsonIgnore
    public String topic() {
        return TOPIC;
    }

    @Override
    @JsonIgnore
    public String key() {
        return terminalId;
    }

    /// What a terminal may sell; each is absent where there is no limit. Amounts are in minor units
    /// of the currency that the terminal settles in, a day is a business date.
    ///
    /// @param amountMinor      one purchase
    /// @param dailyAmountMinor a day's purchases together
    /// @param dailyCount       number of a day's purchases
    public record Limits(
            @Nullable Long amountMinor,
            @Nullable Long dailyAmountMinor,
            @Nullable Integer dailyCount) {}
}
