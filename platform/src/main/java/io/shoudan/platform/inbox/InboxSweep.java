package io.shoudan.platform.inbox;

import io.shoudan.platform.database.DatabaseFaults;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Keeps table `inbox` from growing without end: once an hour it forgets marks that are older than
/// [InboxProperties#keep]. Several instances may do so at the same time.
final class InboxSweep implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(InboxSweep.class);

    private static final Duration EVERY = Duration.ofHours(1);

    private final Inbox inbox;
    private final Duration keep;
    private volatile @Nullable CountDownLatch stopping;

    InboxSweep(Inbox inbox, InboxProperties properties) {
        this.inbox = inbox;
        this.keep = properties.keep();
    }

    @Override
    public void start() {
        var latch = new CountDownLatch(1);
        stopping = latch;
        Thread.ofVirtual().name("inbox-sweep").start(() -> run(latch));
    }

    @Override
    public void stop() {
        var latch = stopping;
        stopping = null;
        if (latch != null) {
            latch.countDown();
        }
    }

    @Override
    public boolean isRunning() {
        return stopping != null;
    }

    private void run(CountDownLatch latch) {
        try {
            // Not while everybody starts.
            while (!latch.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                sweep(latch);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweep(CountDownLatch latch) {
        try {
            int forgotten;
            do {
                forgotten = inbox.forget(keep);
            } while (forgotten > 0 && latch.getCount() > 0);
        } catch (RuntimeException fault) {
            // The outermost loop: an hour later the database may be back.
            if (!DatabaseFaults.passing(fault)) {
                LOG.atError().setCause(fault).log("inbox sweep failed");
            }
        }
    }
}
