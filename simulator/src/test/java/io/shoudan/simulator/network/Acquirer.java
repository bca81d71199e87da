package io.shoudan.simulator.network;

import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.network.NetworkDialect;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;

/// The other end of a link, one message at a time.
final class Acquirer implements AutoCloseable {

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    Acquirer(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
    }

    void send(Message message) throws IOException {
        var body = NetworkDialect.DIALECT.pack(message);
        out.writeShort(body.length);
        out.write(body);
        out.flush();
    }

    void sendBytes(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    Message hear() throws IOException {
        var body = new byte[in.readUnsignedShort()];
        in.readFully(body);
        return NetworkDialect.DIALECT.unpack(body);
    }

    Message ask(Message message) throws IOException {
        send(message);
        return hear();
    }

    /// What comes within `millis`, if anything.
    Optional<Message> hearWithin(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            return Optional.of(hear());
        } catch (SocketTimeoutException _) {
            return Optional.empty();
        } finally {
            socket.setSoTimeout(10_000);
        }
    }

    /// Whether the network has hung up.
    boolean hungUp() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
