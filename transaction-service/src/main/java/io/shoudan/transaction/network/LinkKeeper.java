package io.shoudan.transaction.network;

import io.shoudan.iso8583.network.NetworkDialect;
import io.shoudan.platform.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Keeps the link up: connects, signs on, tests it when nothing comes in, and starts again with
/// growing pauses when it breaks. Two threads: one that keeps, one that reads.
final class LinkKeeper implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LinkKeeper.class);

    /// After the web server, so that requests in work can still be answered.
    private static final int PHASE = 0;

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);

    private final IsoNetworkLink link;
    private final LateDesk lateDesk;
    private final NetworkProperties properties;
    private final Ticker ticker;
    private volatile @Nullable CountDownLatch stopping;
    private volatile @Nullable Thread keeper;
    private volatile @Nullable Thread reader;

    LinkKeeper(
            IsoNetworkLink link, LateDesk lateDesk, NetworkProperties properties, Ticker ticker) {
        this.link = link;
        this.lateDesk = lateDesk;
        this.properties = properties;
        this.ticker = ticker;
    }

    @Override
    public void start() {
        var latch = new CountDownLatch(1);
        stopping = latch;
        lateDesk.start();
        keeper = Thread.ofVirtual().name("network-keeper").start(() -> keep(latch));
    }

    /// First the connection, then who reads from it, last the desk where it puts what it read.
    @Override
    public void stop() {
        var latch = stopping;
        stopping = null;
        if (latch != null) {
            latch.countDown();
        }
        try {
            end(keeper);
            end(reader);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        lateDesk.stop();
    }

    /// Waits for a thread to end by itself, and then a little for one that was interrupted.
    private static void end(@Nullable Thread thread) throws InterruptedException {
        if (thread != null && !thread.join(STOP_PATIENCE)) {
            thread.interrupt();
            thread.join(STOP_PATIENCE);
        }
    }

    @Override
    public boolean isRunning() {
        return stopping != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private void keep(CountDownLatch stop) {
        var pause = properties.firstBackOff();
        try {
            do {
                pause =
                        connectedOnce(stop)
                                ? properties.firstBackOff()
                                : shorter(pause.multipliedBy(2), properties.maxBackOff());
            } while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return whether requests could be sent for a while
    private boolean connectedOnce(CountDownLatch stop) throws InterruptedException {
        Connection connection;
        try {
            connection = Connection.open(properties, ticker);
        } catch (IOException failure) {
            LOG.atWarn()
                    .addKeyValue("network", link.network())
                    .addKeyValue("cause", failure.getClass().getName())
                    .log("network not reached");
            return false;
        }
        try (connection) {
            return signedOnOnce(connection, stop);
        } finally {
            link.drop(connection);
        }
    }

    private boolean signedOnOnce(Connection connection, CountDownLatch stop)
            throws InterruptedException {
        link.adopt(connection);
        reader =
                Thread.ofVirtual()
                        .name("network-reader")
                        .start(
                                () -> {
                                    try (connection) {
                                        link.readAll(connection);
                                    }
                                });
        if (!link.manage(NetworkDialect.SIGN_ON, properties.connectTimeout())) {
            LOG.atWarn().addKeyValue("network", link.network()).log("network sign-on failed");
            return false;
        }
        connection.admit();
        LOG.atInfo().addKeyValue("network", link.network()).log("signed on to the network");
        watch(connection, stop);
        LOG.atWarn().addKeyValue("network", link.network()).log("network connection ended");
        return true;
    }

    /// Returns when the connection is of no more use.
    private void watch(Connection connection, CountDownLatch stop) throws InterruptedException {
        var beat = shorter(properties.echoInterval().dividedBy(4), Duration.ofMillis(250));
        while (connection.open()) {
            if (stop.await(Math.max(10, beat.toMillis()), TimeUnit.MILLISECONDS)) {
                return;
            }
            if (connection.stuck(properties.connectTimeout())) {
                return;
            }
            boolean idle = connection.idle().compareTo(properties.echoInterval()) >= 0;
            if (idle && !link.manage(NetworkDialect.ECHO, properties.connectTimeout())) {
                return;
            }
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
