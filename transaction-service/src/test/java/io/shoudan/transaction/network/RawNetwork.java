package io.shoudan.transaction.network;

import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.framing.FrameReader;
import io.shoudan.iso8583.framing.FrameWriter;
import io.shoudan.iso8583.network.NetworkDialect;
import io.shoudan.platform.testing.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The other end of a link, byte by byte in the test's hands. Answers network management by itself
/// unless told not to.
final class RawNetwork implements AutoCloseable {

    private final ServerSocket server;
    private final BlockingQueue<Message> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<Message> management = new LinkedBlockingQueue<>();
    private volatile @Nullable Socket socket;
    private volatile boolean answersManagement = true;

    private RawNetwork(ServerSocket server) {
        this.server = server;
    }

    static RawNetwork start() {
        try {
            var network = new RawNetwork(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().start(network::accept);
            return network;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    void answersManagement(boolean answers) {
        answersManagement = answers;
    }

    /// The next request that is no network management.
    Message nextRequest() throws InterruptedException {
        return next(requests);
    }

    Message nextManagement() throws InterruptedException {
        return next(management);
    }

    boolean heardNothingElse() {
        return requests.isEmpty();
    }

    private static Message next(BlockingQueue<Message> queue) throws InterruptedException {
        var message = queue.poll(Eventually.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("must send something");
        }
        return message;
    }

    static Message.Builder answerTo(Message request) {
        return request.answer(Set.of()).set(NetworkDialect.RESPONSE_CODE, "00");
    }

    /// Sends the messages in one segment.
    void send(Message... messages) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (var message : messages) {
            bytes.writeBytes(FrameWriter.framed(NetworkDialect.DIALECT.pack(message)));
        }
        sendRaw(bytes.toByteArray());
    }

    /// Sends a message one byte at a time.
    void trickle(Message message) throws IOException {
        for (byte each : FrameWriter.framed(NetworkDialect.DIALECT.pack(message))) {
            sendRaw(new byte[] {each});
        }
    }

    void sendRaw(byte[] bytes) throws IOException {
        var stream = connected().getOutputStream();
        stream.write(bytes);
        stream.flush();
    }

    void hangUp() throws IOException {
        connected().close();
    }

    private Socket connected() {
        var current = socket;
        if (current == null) {
            throw new AssertionError("must be connected");
        }
        return current;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var accepted = server.accept();
                socket = accepted;
                Thread.ofVirtual().start(() -> serve(accepted));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket accepted) {
        try (accepted) {
            accepted.setTcpNoDelay(true);
            var reader =
                    new FrameReader(
                            accepted.getInputStream(),
                            NetworkDialect.MIN_BYTES,
                            NetworkDialect.MAX_BYTES);
            for (var frame = reader.next(); frame.isPresent(); frame = reader.next()) {
                var message = NetworkDialect.DIALECT.unpack(frame.get());
                if (message.mti().equals("0800")) {
                    management.add(message);
                    if (answersManagement) {
                        send(answerTo(message).unchecked());
                    }
                } else {
                    requests.add(message);
                }
            }
        } catch (IOException _) {
            // The link hung up.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        var current = socket;
        if (current != null) {
            current.close();
        }
    }
}
