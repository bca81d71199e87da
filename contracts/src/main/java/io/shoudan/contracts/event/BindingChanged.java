package io.shoudan.contracts.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.shoudan.contracts.merchant.model.BindingStatus;

/// Where a terminal stands and for whom it works, as it is now, with its outlet's name and address.
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
        BindingStatus status)
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
}
