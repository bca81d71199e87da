package io.shoudan.system.fault;

import io.shoudan.iso8583.framing.FrameReader;
import io.shoudan.iso8583.framing.FrameWriter;
import io.shoudan.iso8583.framing.FramingException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A line that passes whole frames between who connects and whom it wants to reach, and lets a
/// [Mishap] befall some of them while it is told to.
///
/// Each connection goes to the next of the targets, or to another one if nobody listens there. Two
/// virtual threads a connection; what is held back is written by another one.
final class FrameProxy implements AutoCloseable {

    enum Direction {
        REQUESTS,
        ANSWERS
    }

    private record Affliction(Mishap mishap, double share) {}

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final int CONNECT_TIMEOUT_MS = 2_000;

    private final Protocol protocol;
    private final List<Integer> targets;
    private final Random random;
    private final ServerSocket server;
    private final Set<Line> lines = ConcurrentHashMap.newKeySet();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicLong befallen = new AtomicLong();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("held-frames").daemon().factory());
    private volatile @Nullable Affliction affliction;

    /// @param targets ports on this machine
    FrameProxy(Protocol protocol, List<Integer> targets, Random random) throws IOException {
        this.protocol = protocol;
        this.targets = List.copyOf(targets);
        this.random = random;
        this.server = new ServerSocket(0, 1024, HERE);
        Thread.ofVirtual().name("proxy-accept").start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /// From now on `mishap` befalls that share of the frames.
    ///
    /// @param share 0 to 1
    void afflict(Mishap mishap, double share) {
        affliction = new Affliction(mishap, share);
    }

    void heal() {
        affliction = null;
    }

    /// How many frames something has befallen.
    long befallen() {
        return befallen.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var near = server.accept();
                Thread.ofVirtual().name("proxy-line").start(() -> open(near));
            } catch (IOException _) {
                // Closed, or whoever came has gone again.
            }
        }
    }

    private void open(Socket near) {
        try {
            var far = reach();
            if (far == null) {
                near.close();
                return;
            }
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            var line = new Line(near, far);
            lines.add(line);
            Thread.ofVirtual().name("proxy-answers").start(() -> line.pass(Direction.ANSWERS));
            line.pass(Direction.REQUESTS);
        } catch (IOException _) {
            // Whoever came hears that the connection is closed.
        }
    }

    private @Nullable Socket reach() throws IOException {
        int first = next.getAndIncrement();
        for (int i = 0; i < targets.size(); i++) {
            var far = new Socket();
            try {
                int port = targets.get(Math.floorMod(first + i, targets.size()));
                far.connect(new InetSocketAddress(HERE, port), CONNECT_TIMEOUT_MS);
                return far;
            } catch (IOException _) {
                far.close();
            }
        }
        return null;
    }

    private @Nullable Mishap befalling(Direction direction, byte[] frame) {
        var now = affliction;
        if (now == null
                || !now.mishap.befalls(direction)
                || (now.mishap == Mishap.CORRUPTED && !protocol.sealed(frame))
                || random.nextDouble() >= now.share) {
            return null;
        }
        befallen.incrementAndGet();
        return now.mishap;
    }

    private Duration within(Duration longest) {
        return Duration.ofMillis(1 + random.nextInt((int) longest.toMillis()));
    }

    /// One connection with its continuation.
    private final class Line {

        private final Socket near;
        private final Socket far;
        private final AtomicInteger held = new AtomicInteger();

        /// Whether the last request came through as it was.
        private boolean clean;

        Line(Socket near, Socket far) {
            this.near = near;
            this.far = far;
        }

        void pass(Direction direction) {
            var from = direction == Direction.REQUESTS ? near : far;
            try {
                var frames =
                        new FrameReader(
                                new BufferedInputStream(from.getInputStream()),
                                1,
                                FrameReader.MAX_FRAME_BYTES);
                for (var frame = frames.next(); frame.isPresent(); frame = frames.next()) {
                    pass(direction, frame.get());
                }
            } catch (IOException | FramingException _) {
                // The line ends; what came of a last frame is nobody's.
            } finally {
                end(direction);
            }
        }

        /// What is held back for the far side still gets there when the near one has gone.
        private void end(Direction direction) {
            if (direction == Direction.ANSWERS || held.get() == 0) {
                close();
            } else {
                hangUp(near);
            }
        }

        private void pass(Direction direction, byte[] frame) throws IOException {
            var mishap = befalling(direction, frame);
            if (mishap == Mishap.CORRUPTED && direction == Direction.REQUESTS && !clean) {
                mishap = null;
            }
            if (direction == Direction.REQUESTS) {
                // A host may ask a terminal to sign on again whose MAC is wrong three times.
                clean = mishap != Mishap.CORRUPTED;
            }
            switch (mishap) {
                case null -> write(direction, FrameWriter.framed(frame));
                case REQUESTS_LOST, ANSWERS_LOST -> {
                    // That is all that becomes of it.
                }
                case DELAYED -> hold(direction, frame, within(Mishap.SHORTLY));
                case ANSWERED_LATE ->
                        hold(direction, frame, Mishap.LATE.plus(within(Mishap.SHORTLY)));
                case DUPLICATED -> {
                    write(direction, FrameWriter.framed(frame));
                    write(direction, FrameWriter.framed(frame));
                }
                case OVERTAKEN -> {
                    hold(direction, frame, within(Mishap.SHORTLY));
                    hangUp(near);
                }
                case CORRUPTED -> {
                    protocol.corrupt(frame, random.nextInt(1 << 20));
                    write(direction, FrameWriter.framed(frame));
                }
                case CUT -> {
                    var whole = FrameWriter.framed(frame);
                    write(direction, Arrays.copyOf(whole, 1 + random.nextInt(whole.length - 1)));
                    close();
                }
                case SLICED -> {
                    var to = to(direction);
                    synchronized (to) {
                        for (byte each : FrameWriter.framed(frame)) {
                            to.getOutputStream().write(each);
                        }
                    }
                }
            }
        }

        private void hold(Direction direction, byte[] frame, Duration time) {
            held.incrementAndGet();
            var _ =
                    clock.schedule(
                            () -> Thread.ofVirtual().start(() -> release(direction, frame)),
                            time.toMillis(),
                            TimeUnit.MILLISECONDS);
        }

        private void release(Direction direction, byte[] frame) {
            try {
                write(direction, FrameWriter.framed(frame));
            } catch (IOException _) {
                // There is nobody any more to take it.
            }
            if (held.decrementAndGet() == 0 && near.isClosed()) {
                // Long enough for an answer, so that the far side isn't disturbed at its work.
                var _ = clock.schedule(this::close, Mishap.LATE.toMillis(), TimeUnit.MILLISECONDS);
            }
        }

        private void write(Direction direction, byte[] bytes) throws IOException {
            var to = to(direction);
            synchronized (to) {
                to.getOutputStream().write(bytes);
            }
        }

        private Socket to(Direction direction) {
            return direction == Direction.REQUESTS ? far : near;
        }

        void close() {
            hangUp(near);
            hangUp(far);
            lines.remove(this);
        }

        private static void hangUp(Socket socket) {
            try {
                socket.close();
            } catch (IOException _) {
                // It is gone either way.
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        clock.shutdownNow();
        lines.forEach(Line::close);
    }
}
