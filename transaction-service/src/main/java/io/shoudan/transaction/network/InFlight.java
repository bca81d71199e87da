package io.shoudan.transaction.network;

import io.shoudan.iso8583.Message;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// Requests on the wire, as many as the window allows. Thread-safe; never blocks.
final class InFlight {

    private final Semaphore window;
    private final Map<String, Waiting> byKey = new ConcurrentHashMap<>();

    InFlight(int window) {
        this.window = new Semaphore(window);
    }

    /// @return false if the window is full, or a request of the same name is on the wire
    boolean add(String key, Waiting waiting) {
        if (!window.tryAcquire()) {
            return false;
        }
        if (byKey.putIfAbsent(key, waiting) != null) {
            window.release();
            return false;
        }
        return true;
    }

    void remove(String key, Waiting waiting) {
        if (byKey.remove(key, waiting)) {
            window.release();
        }
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
