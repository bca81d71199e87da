package io.shoudan.contracts.event;

import com.fasterxml.jackson.annotation.JsonIgnore;

/// Something that happened and was committed. Immutable, past tense, without card data in the
/// clear.
///
/// On Kafka the record's value is the event's JSON; id, source, time and [#type()] travel as
/// CloudEvents headers (`ce_id`, `ce_source`, `ce_time`, `ce_type`, `ce_subject`).
public sealed interface DomainEvent permits TransactionEvent, SettlementEvent, MerchantEvent {

    /// The Kafka topic, with its major version, such as `transaction.v1`.
    @JsonIgnore
    String topic();

    /// The Kafka key: events of one key stay in order.
    @JsonIgnore
    String key();

    /// What the event is about, for the header `ce_subject`: an id, never card data.
    @JsonIgnore
    String subject();

    /// The CloudEvents type, such as `io.shoudan.transaction.TransactionApproved`.
    @JsonIgnore
    default String type() {
        return EventTypes.nameOf(getClass());
    }
}
