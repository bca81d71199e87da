package io.shoudan.contracts.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.shoudan.contracts.merchant.model.MerchantStatus;
import io.shoudan.contracts.merchant.model.Product;
import java.util.Set;

/// A merchant as it is now.
///
/// @param regionCode   administrative division code, 6 digits
/// @param categoryCode merchant category code (ISO 18245), 4 digits
/// @param products     what the merchant may use
public record MerchantChanged(
        String merchantId,
        long version,
        String name,
        String regionCode,
        String categoryCode,
        MerchantStatus status,
        Set<Product> products)
        implements MerchantEvent {

    public static final String TOPIC = "merchant.v1";

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
}
