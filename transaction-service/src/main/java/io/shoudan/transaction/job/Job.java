package io.shoudan.transaction.job;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// One thing to do every so often, and at once when [#wake] is called.
///
/// Runs never overlap. A run that fails is logged, and the next one comes after the same interval.
/// Started and stopped with the service; stopping waits for the run in progress, for 10 s at most.
public final class Job implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Job.class);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    private final String name;
    private final Duration interval;
    private final Runnable work;
    private final Semaphore woken = new Semaphore(0);
    private volatile @Nullable Thread thread;

    /// @param name     of the thread, and in the log
    /// @param interval between the end of a run and the start of the next
    public Job(String name, Duration interval, Runnable work) {
        this.name = name;
        this.interval = interval;
        this.work = work;
    }

    /// There is something to do now. Never blocks; many calls during a run count as one.
    public void wake() {
        if (woken.availablePermits() == 0) {
            woken.release();
        }
    }

    @Override
    public void start() {
        var started = Thread.ofVirtual().name(name).unstarted(this::loop);
        thread = started;
        started.start();
    }

    @Override
    public void stop() {
        var running = thread;
        thread = null;
        if (running == null) {
            return;
        }
        wake();
        try {
            if (!running.join(STOP_PATIENCE)) {
                running.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void loop() {
        while (Thread.currentThread().equals(thread)) {
            try {
                work.run();
            } catch (RuntimeException failure) { // Outermost frame: the next run may do better.
                LOG.atWarn()
                        .addKeyValue("job", name)
                        .addKeyValue("cause", failure.getClass().getName())
                        .setCause(failure)
                        .log("run failed");
            }
            try {
                if (woken.tryAcquire(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                    woken.drainPermits();
                }
            } catch (InterruptedException _) {
                return;
            }
        }
    }
}
