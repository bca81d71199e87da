package io.shoudan.transaction.network;

import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.framing.FrameReader;
import io.shoudan.iso8583.framing.FrameWriter;
import io.shoudan.iso8583.network.NetworkDialect;
import io.shoudan.platform.Ticker;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One TCP connection to the network. Any number of threads write, one reads.
///
/// A thread waits for its turn to write for at most the write time-out. Writing itself may block
/// while the other side does not read; whoever watches the connection closes it then, which ends
/// the write with an exception.
final class Connection implements AutoCloseable {

    private final Socket socket;
    private final FrameReader reader;
    private final FrameWriter writer;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final Duration writeTimeout;
    private final Ticker ticker;
    private volatile long writeBeganNanos;
    private volatile boolean writing;
    private volatile long lastHeardNanos;
    private volatile boolean signedOn;

    private Connection(Socket socket, Duration writeTimeout, Ticker ticker) throws IOException {
        this.socket = socket;
        this.reader =
                new FrameReader(
                        new BufferedInputStream(socket.getInputStream()),
                        NetworkDialect.MIN_BYTES,
                        NetworkDialect.MAX_BYTES);
        this.writer = new FrameWriter(socket.getOutputStream());
        this.writeTimeout = writeTimeout;
        this.ticker = ticker;
        this.lastHeardNanos = ticker.nanos();
    }

    /// @throws IOException if nobody answers there in time
    static Connection open(NetworkProperties properties, Ticker ticker) throws IOException {
        var socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.connect(
                    new InetSocketAddress(properties.host(), properties.port()),
                    Math.toIntExact(properties.connectTimeout().toMillis()));
            return new Connection(socket, properties.writeTimeout(), ticker);
        } catch (IOException failure) {
            socket.close();
            throw failure;
        }
    }

    /// What became of a write.
    sealed interface Written {
        record Done() implements Written {}

        /// Not one byte left.
        record Refused(NetworkReply.Reason reason) implements Written {}

        /// Some bytes may have left. The connection is closed.
        record Broken() implements Written {}
    }

    /// Writes one message, unless `refusal`, asked when it is this message's turn, objects.
    Written write(Message message, Supplier<NetworkReply.@Nullable Reason> refusal) {
        var frame = NetworkDialect.DIALECT.pack(message);
        if (!takeTurn()) {
            return new Written.Refused(NetworkReply.Reason.WINDOW_FULL);
        }
        try {
            var objection = socket.isClosed() ? NetworkReply.Reason.NOT_CONNECTED : refusal.get();
            if (objection != null) {
                return new Written.Refused(objection);
            }
            writeBeganNanos = ticker.nanos();
            writing = true;
            writer.write(frame);
            return new Written.Done();
        } catch (IOException _) {
            // How much of the frame left is unknown.
            close();
            return new Written.Broken();
        } finally {
            writing = false;
            turn.unlock();
        }
    }

    /// The next message's bytes.
    ///
    /// @return empty at the end of the stream
    /// @throws IOException if the connection broke or was closed
    Optional<byte[]> read() throws IOException {
        var frame = reader.next();
        lastHeardNanos = ticker.nanos();
        return frame;
    }

    /// How long nothing was received. What is sent proves nothing: a half-dead connection takes it
    /// and never answers.
    Duration idle() {
        return Duration.ofNanos(ticker.nanos() - lastHeardNanos);
    }

    /// Whether a write has been going on for longer than `limit`: the other side does not read.
    boolean stuck(Duration limit) {
        return writing && ticker.nanos() - writeBeganNanos > limit.toNanos();
    }

    boolean open() {
        return !socket.isClosed();
    }

    /// The network answered our sign-on: requests may be sent on this connection.
    void admit() {
        signedOn = true;
    }

    /// Whether requests may be sent; before, only network management.
    boolean signedOn() {
        return signedOn && open();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException _) {
            // It is gone either way.
        }
    }

    private boolean takeTurn() {
        try {
            return turn.tryLock(writeTimeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
