package io.shoudan.transaction.network;

import io.micrometer.core.instrument.MeterRegistry;
import io.shoudan.platform.database.DatabaseFaults;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One worker that handles late answers, so that the link's reader never waits for the database.
///
/// An answer may be the only trace of money held after its payment was given up, so it is tried
/// until the database takes it. The queue is bounded: when it is full, the reader waits a while,
/// which slows the network down, before an answer is dropped. Whatever is dropped is counted and
/// named in the log with its reference, for a person to look up at the network.
final class LateDesk {

    private static final Logger LOG = LoggerFactory.getLogger(LateDesk.class);
    private static final int CAPACITY = 1_000;
    private static final Duration READER_PATIENCE = Duration.ofSeconds(5);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);
    private static final Duration RETRY_PAUSE = Duration.ofMillis(200);

    private final BlockingQueue<Arrival> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final MeterRegistry meters;
    private volatile @Nullable Thread worker;

    LateDesk(MeterRegistry meters) {
        this.meters = meters;
    }

    private record Arrival(String reference, Runnable handling) {}

    /// Queues an answer; blocks for a few seconds at most, and only while the queue is full.
    ///
    /// @param reference field 37, or the payment's id: names the answer if it has to be dropped
    void pass(String reference, Runnable handling) {
        var arrival = new Arrival(reference, handling);
        if (worker == null) {
            drop(arrival, "service stopped", null);
            return;
        }
        try {
            if (waiting.offer(arrival, READER_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        drop(arrival, "queue is full", null);
    }

    void start() {
        var started = Thread.ofVirtual().name("late-answers").unstarted(this::work);
        worker = started; // Before it runs: it ends when it finds itself replaced.
        started.start();
    }

    /// Handles what is queued, for a few seconds at most, and names what is left.
    void stop() {
        var running = worker;
        worker = null;
        if (running == null) {
            return;
        }
        try {
            if (waiting.isEmpty() || !running.join(STOP_PATIENCE)) {
                running.interrupt();
                running.join(STOP_PATIENCE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        for (var left = waiting.poll(); left != null; left = waiting.poll()) {
            drop(left, "service stopped", null);
        }
    }

    private void work() {
        try {
            while (Thread.currentThread().equals(worker) || !waiting.isEmpty()) {
                handle(waiting.take());
            }
        } catch (InterruptedException _) {
            // Stopped while nothing was left, or for longer than anybody waits.
        }
    }

    private void handle(Arrival arrival) throws InterruptedException {
        while (true) {
            try {
                arrival.handling().run();
                return;
            } catch (RuntimeException failure) { // Outermost frame: the next answer may do better.
                if (!DatabaseFaults.passing(failure)) {
                    drop(arrival, "failed", failure);
                    return;
                }
            }
            LockSupport.parkNanos(RETRY_PAUSE.toNanos());
            if (Thread.interrupted()) {
                drop(arrival, "service stopped", null);
                throw new InterruptedException();
            }
        }
    }

    private void drop(Arrival arrival, String why, @Nullable RuntimeException failure) {
        meters.counter("shoudan.network.late.dropped").increment();
        LOG.atError()
                .addKeyValue("reference", arrival.reference())
                .addKeyValue("why", why)
                .setCause(failure)
                .log("late answer dropped: look it up at the network");
    }
}
