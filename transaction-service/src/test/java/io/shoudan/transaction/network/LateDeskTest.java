package io.shoudan.transaction.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shoudan.platform.testing.Eventually;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.TransientDataAccessResourceException;

/// A late approval may be the only trace of money held: it is not lost to a passing fault.
class LateDeskTest {

    private static final String REFERENCE = "632600000001";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final LateDesk desk = new LateDesk(meters);
    private final AtomicInteger handled = new AtomicInteger();

    @AfterEach
    void stop() {
        desk.stop();
    }

    /// Often enough that a worker which ends before it is known would be found.
    @Test
    void worksFromItsStartOn() {
        for (int i = 0; i < 500; i++) {
            var fresh = new LateDesk(meters);
            fresh.start();
            fresh.pass(REFERENCE, handled::incrementAndGet);
            fresh.stop();
        }
        assertThat(handled).hasValue(500);
        assertThat(dropped()).isZero();
    }

    @Test
    void triesAgainWhileTheDatabaseIsAway() {
        desk.start();
        desk.pass(
                REFERENCE,
                () -> {
                    if (handled.incrementAndGet() < 3) {
                        throw new TransientDataAccessResourceException("away");
                    }
                });

        Eventually.until("handled at the third attempt", () -> handled.get() == 3);
        assertThat(dropped()).isZero();
    }

    @Test
    void dropsWhatFailsForGoodAndHandlesTheNext() {
        desk.start();
        desk.pass(
                REFERENCE,
                () -> {
                    throw new IllegalStateException("must be SENT");
                });
        desk.pass(REFERENCE, handled::incrementAndGet);

        Eventually.until("the next was handled", () -> handled.get() == 1);
        assertThat(dropped()).isEqualTo(1);
    }

    @Test
    void handlesWhatIsQueuedBeforeItStops() throws Exception {
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        desk.start();
        desk.pass(
                REFERENCE,
                () -> {
                    begun.countDown();
                    await(go);
                });
        begun.await();
        desk.pass(REFERENCE, handled::incrementAndGet);
        go.countDown();
        desk.stop();

        assertThat(handled).hasValue(1);
        desk.pass(REFERENCE, handled::incrementAndGet);
        assertThat(dropped()).isEqualTo(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private double dropped() {
        return meters.counter("shoudan.network.late.dropped").count();
    }
}
