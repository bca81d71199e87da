package io.shoudan.transaction.network;

import io.shoudan.iso8583.Message;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Requests on the wire. How many may be is their senders' affair, so that payments can take no
/// place from a reversal or from the test of the link. Thread-safe; never blocks.
final class InFlight {

    private final Map<String, Waiting> byKey = new ConcurrentHashMap<>();

    /// @return false if a request of the same name is on the wire
    boolean add(String key, Waiting waiting) {
        return byKey.putIfAbsent(key, waiting) == null;
    }

    void remove(String key, Waiting waiting) {
        byKey.remove(key, waiting);
    }

    Optional<Waiting> find(Message answer) {
        return Optional.ofNullable(byKey.get(Waiting.keyOf(answer)));
    }

    /// The connection is gone: no answer will come.
    void abandonAll() {
        byKey.values().forEach(Waiting::abandon);
    }

    int count() {
        return byKey.size();
    }
}
