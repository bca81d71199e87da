package io.shoudan.contracts.event;

import com.fasterxml.jackson.annotation.JsonIgnore;

/// What merchant-service says: each event is the whole state of its key, and the newest one stands.
/// `version` grows with every change, so that a copy never goes back.
public sealed interface MerchantEvent extends DomainEvent
        permits MerchantChanged, BindingChanged, TariffChanged {

    long version();

    @Override
    @JsonIgnore
    default String subject() {
        return key();
    }
}
