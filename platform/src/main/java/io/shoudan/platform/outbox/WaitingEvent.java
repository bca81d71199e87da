package io.shoudan.platform.outbox;

import java.util.Map;

/// A row of the outbox as the relay reads it.
@SuppressWarnings("ArrayRecordComponent") // Handed to Kafka once, never compared.
record WaitingEvent(
        long id, String topic, String key, Map<String, String> headers, byte[] payload) {}
