package io.shoudan.platform.outbox;

import java.util.UUID;

/// Something that happened, to be told to other services.
///
/// @param topic   for example `transaction.v1`
/// @param key     events of one key arrive in the order of their commits; for example a terminal id
/// @param type    `ce_type`, for example `io.shoudan.transaction.TransactionApproved`
/// @param subject `ce_subject`: the id of the thing it happened to
/// @param payload an event record, written as JSON; or its JSON as a `byte[]`, taken as it is
/// @param id      `ce_id`: consumers recognise a repetition by it
public record OutboxEvent(
        String topic, String key, String type, String subject, Object payload, UUID id) {

    public static OutboxEvent of(
            String topic, String key, String type, String subject, Object payload) {
        return new OutboxEvent(topic, key, type, subject, payload, UUID.randomUUID());
    }
}
