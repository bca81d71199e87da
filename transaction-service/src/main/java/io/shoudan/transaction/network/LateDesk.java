package io.shoudan.transaction.network;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Passes late and wrong answers on, off the reader's thread, one at a time. When more wait than
/// it can hold, the newest are dropped and counted: each has its reversal recorded anyway.
final class LateDesk {

    private static final Logger LOG = LoggerFactory.getLogger(LateDesk.class);
    private static final int CAPACITY = 1_000;

    private final BlockingQueue<Runnable> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final MeterRegistry meters;
    private volatile @Nullable Thread worker;

    LateDesk(MeterRegistry meters) {
        this.meters = meters;
    }

    /// Never blocks.
    void pass(Runnable handling) {
        if (!waiting.offer(handling)) {
            meters.counter("shoudan.network.late.dropped").increment();
        }
    }

    void start() {
        worker = Thread.ofVirtual().name("late-answers").start(this::work);
    }

    void stop() {
        var running = worker;
        worker = null;
        if (running != null) {
            running.interrupt();
        }
    }

    private void work() {
        while (worker != null) {
            try {
                waiting.take().run();
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException failure) { // Outermost frame: the next answer may do better.
                LOG.atWarn()
                        .addKeyValue("cause", failure.getClass().getName())
                        .setCause(failure)
                        .log("late answer dropped");
            }
        }
    }
}
