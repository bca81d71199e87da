package io.shoudan.terminal.iso;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.shoudan.platform.Ticker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Accepts terminals' TCP connections: one virtual thread each, a limit on their number, and an
/// orderly end.
///
/// Stopping closes the port, lets requests in flight be answered, and then closes the connections.
/// Starts last and stops first of all beans, so that what answers need is still there.
@Component
public class TerminalListener implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(TerminalListener.class);

    private static final long WATCH_EVERY_MS = 1_000;
    private static final long PAUSE_AFTER_FAILURE_MS = 100;

    private final TcpProperties properties;
    private final Reception reception;
    private final Ticker ticker;
    private final MeterRegistry meters;

    /// Of at most `maxConnections`.
    private final Set<TerminalConnection> connections = ConcurrentHashMap.newKeySet();

    private volatile @Nullable ServerSocket server;
    private volatile CountDownLatch stopped = new CountDownLatch(1);

    TerminalListener(
            TcpProperties properties, Reception reception, Ticker ticker, MeterRegistry meters) {
        this.properties = properties;
        this.reception = reception;
        this.ticker = ticker;
        this.meters = meters;
        meters.gaugeCollectionSize("shoudan.terminal.connections", Tags.empty(), connections);
    }

    /// @throws UncheckedIOException if the port can't be had
    @Override
    public void start() {
        try {
            var socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(address(), properties.backlog());
            stopped = new CountDownLatch(1);
            server = socket;
            Thread.ofVirtual().name("terminal-accept").start(() -> accept(socket));
            Thread.ofVirtual().name("terminal-watch").start(this::watch);
            LOG.atInfo()
                    .addKeyValue("address", properties.address())
                    .addKeyValue("port", socket.getLocalPort())
                    .log("terminals may connect");
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "must be able to listen for terminals on "
                            + properties.address()
                            + ":"
                            + properties.port()
                            + " (shoudan.terminal.tcp.address and .port)",
                    e);
        }
    }

    private InetSocketAddress address() throws UnknownHostException {
        return new InetSocketAddress(
                InetAddress.getByName(properties.address()), properties.port());
    }

    /// The port that terminals connect to, also if it was chosen freely.
    ///
    /// @throws IllegalStateException if the listener isn't running
    public int port() {
        var socket = server;
        if (socket == null) {
            throw new IllegalStateException("must be running");
        }
        return socket.getLocalPort();
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                admit(from.accept());
            } catch (IOException e) {
                if (!from.isClosed()) {
                    // Out of file descriptors, most likely; some connection will end.
                    LOG.warn("connection not accepted", e);
                    pause(PAUSE_AFTER_FAILURE_MS);
                }
            }
        }
    }

    private void admit(Socket socket) throws IOException {
        if (connections.size() >= properties.maxConnections()) {
            meters.counter("shoudan.terminal.connections.refused").increment();
            socket.close();
            return;
        }
        var connection = new TerminalConnection(socket, reception, properties, ticker);
        connections.add(connection);
        Thread.ofVirtual()
                .name("terminal-connection")
                .start(
                        () -> {
                            try {
                                connection.serve();
                            } finally {
                                connections.remove(connection);
                            }
                        });
    }

    private void watch() {
        while (!pause(WATCH_EVERY_MS)) {
            connections.forEach(TerminalConnection::closeIfStalled);
        }
    }

    /// Waits, unless the listener has stopped.
    ///
    /// @return whether it has
    private boolean pause(long millis) {
        try {
            return stopped.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void stop() {
        var socket = server;
        server = null;
        if (socket == null) {
            return;
        }
        try {
            socket.close();
        } catch (IOException e) {
            LOG.warn("port not closed", e);
        }
        connections.forEach(TerminalConnection::finish);
        long end = ticker.nanos() + properties.drainTimeout().toNanos();
        while (!connections.isEmpty() && ticker.nanos() - end < 0) {
            if (pause(10)) {
                break;
            }
        }
        LOG.atInfo().addKeyValue("undrained", connections.size()).log("terminals disconnected");
        connections.forEach(TerminalConnection::close);
        stopped.countDown();
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }
}
