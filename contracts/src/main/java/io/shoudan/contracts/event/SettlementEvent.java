package io.shoudan.contracts.event;

import com.fasterxml.jackson.annotation.JsonIgnore;

/// What settlement-service says on `settlement.v1`, keyed by terminal.
public sealed interface SettlementEvent extends DomainEvent permits BatchSettled {

    String TOPIC = "settlement.v1";

    @Override
    @JsonIgnore
    default String topic() {
        return TOPIC;
    }
}
