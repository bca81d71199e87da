package io.shoudan.platform.database;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Lets as many callers to the pool as it has connections, in the order in which they came.
///
/// Without it, hundreds of virtual threads compete inside the pool and some wait for seconds while
/// others overtake. Thread-safe. A call blocks for at most the time given.
public final class DatabaseGate {

    private final Semaphore permits;
    private final int size;
    private final Duration patience;

    /// @param size     connections in the pool, 1 or more
    /// @param patience how long a caller waits for its turn
    public DatabaseGate(int size, Duration patience) {
        if (size < 1) {
            throw new IllegalArgumentException("must be 1 or more: size=" + size);
        }
        this.permits = new Semaphore(size, true);
        this.size = size;
        this.patience = patience;
    }

    /// Takes one place; give it back with [#leave].
    ///
    /// @throws Busy if no place became free in time, or the thread was interrupted while waiting
    void enter() {
        try {
            if (!permits.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new Busy("no database connection within " + patience.toMillis() + " ms");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Busy("interrupted while waiting for a database connection");
        }
    }

    void leave() {
        permits.release();
    }

    /// Places in use, 0 to [#size].
    public int inUse() {
        return size - permits.availablePermits();
    }

    /// Callers that wait for a place; an estimate.
    public int waiting() {
        return permits.getQueueLength();
    }

    public int size() {
        return size;
    }
}
