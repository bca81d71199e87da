package io.shoudan.benchmarks.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Connections that send what is no message: each sends up to 300 random bytes ten times a second,
/// half of them behind a length that fits, and connects again when it is hung up on.
final class Garbage implements AutoCloseable {

    private static final long PAUSE_NANOS = 100_000_000;
    private static final int MAX_BYTES = 300;

    private final int port;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong connected = new AtomicLong();
    private volatile boolean ended;

    private Garbage(int port) {
        this.port = port;
    }

    /// @param seed of what is sent
    static Garbage to(int port, int connections, long seed) {
        var garbage = new Garbage(port);
        for (int i = 0; i < connections; i++) {
            var random = new Random(seed + i);
            garbage.threads.execute(() -> garbage.send(random));
        }
        return garbage;
    }

    long sent() {
        return sent.get();
    }

    long connected() {
        return connected.get();
    }

    private void send(Random random) {
        while (!ended) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                connected.incrementAndGet();
                while (!ended) {
                    socket.getOutputStream().write(piece(random));
                    sent.incrementAndGet();
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            } catch (IOException _) {
                LockSupport.parkNanos(PAUSE_NANOS); // Hung up on, as it should be.
            }
        }
    }

    private static byte[] piece(Random random) {
        var bytes = new byte[3 + random.nextInt(MAX_BYTES)];
        random.nextBytes(bytes);
        if (random.nextBoolean()) {
            bytes[0] = (byte) ((bytes.length - 2) >> 8);
            bytes[1] = (byte) (bytes.length - 2);
        }
        return bytes;
    }

    @Override
    public void close() {
        ended = true;
        threads.close();
    }
}
