package io.shoudan.platform.outbox;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Wakes the relay. Many signals while it works count as one.
final class OutboxSignal {

    private final Semaphore raised = new Semaphore(0);

    void raise() {
        if (raised.availablePermits() == 0) {
            raised.release();
        }
    }

    /// Waits for a signal, for at most `max`, and forgets those that came meanwhile.
    void await(Duration max) throws InterruptedException {
        if (raised.tryAcquire(max.toNanos(), TimeUnit.NANOSECONDS)) {
            raised.drainPermits();
        }
    }
}
