package io.shoudan.simulator.network;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Keeps answers back for a while.
///
/// Safe for any number of threads. One thread watches the clock; each answer is then written by a
/// virtual thread of its own, so that a connection that doesn't read holds up no other.
final class LateAnswers implements AutoCloseable {

    /// Answers waiting or being written.
    static final int MAX_WAITING = 10_000;

    private final Semaphore places = new Semaphore(MAX_WAITING);
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("late-answers").daemon().factory());

    /// Runs `delivery` after `delay`, unless the simulator is stopped before.
    ///
    /// @return false if as many answers wait as may; then it never runs
    boolean after(Duration delay, Runnable delivery) {
        if (!places.tryAcquire()) {
            return false;
        }
        var _ =
                clock.schedule(
                        () -> Thread.ofVirtual().start(() -> deliver(delivery)),
                        delay.toNanos(),
                        TimeUnit.NANOSECONDS);
        return true;
    }

    private void deliver(Runnable delivery) {
        try {
            delivery.run();
        } finally {
            places.release();
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
