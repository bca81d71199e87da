package io.shoudan.platform.outbox;

/// One row of table `outbox`.
///
/// @param shard   0 to 15, by key
/// @param headers the CloudEvents headers as a JSON object of strings
/// @param payload JSON in UTF-8, at most [#MAX_PAYLOAD_BYTES]
@SuppressWarnings("ArrayRecordComponent") // Handed to JDBC once, never compared.
record OutboxRow(int shard, String topic, String key, String headers, byte[] payload) {

    /// Below Kafka's default limit of 1 MiB for a record, with room for key and headers.
    static final int MAX_PAYLOAD_BYTES = 900 * 1024;

    /// How many independent queues the outbox has. Never change it while rows are waiting: a key
    /// would be in two shards.
    static final int SHARDS = 16;

    /// @throws IllegalArgumentException if the payload could never be sent
    OutboxRow {
        if (payload.length > MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException(
                    "must be at most " + MAX_PAYLOAD_BYTES + ": payload bytes=" + payload.length);
        }
    }

    static int shardOf(String key) {
        return Math.floorMod(key.hashCode(), SHARDS);
    }
}
