package io.shoudan.simulator.network;

import io.shoudan.iso8583.MalformedMessage;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.framing.FrameReader;
import io.shoudan.iso8583.framing.FrameWriter;
import io.shoudan.iso8583.framing.FramingException;
import io.shoudan.iso8583.network.NetworkDialect;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.locks.ReentrantLock;

/// One connection of the acquirer: read by one thread, written by any, one whole message at a time.
final class Connection implements Link, AutoCloseable {

    /// An acquirer that says nothing for so long, not even an echo, has gone.
    private static final int MAX_IDLE_MS = 600_000;

    private final long number;
    private final Socket socket;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile boolean signedOn;

    Connection(long number, Socket socket) {
        this.number = number;
        this.socket = socket;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public boolean signedOn() {
        return signedOn;
    }

    @Override
    public void signOn() {
        signedOn = true;
    }

    @Override
    public void signOff() {
        signedOn = false;
    }

    /// Hands each message to `host`, until the acquirer hangs up or sends what is no message.
    void read(Host host) {
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(MAX_IDLE_MS);
            var frames =
                    new FrameReader(
                            new BufferedInputStream(socket.getInputStream()),
                            NetworkDialect.MIN_BYTES,
                            NetworkDialect.MAX_BYTES);
            for (var body = frames.next(); body.isPresent(); body = frames.next()) {
                host.take(this, body.get());
            }
        } catch (IOException e) {
            report(String.valueOf(e.getMessage()));
        } catch (FramingException | MalformedMessage e) {
            report(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // Outermost frame of the connection's thread: the record can't be written, or a bug.
            // Without a record nothing may be answered, so the connection ends here.
            report(e.toString());
        }
    }

    private void report(String what) {
        if (!socket.isClosed()) {
            System.err.println("connection " + number + " closed: " + what);
        }
    }

    @Override
    public void send(Message message) throws IOException {
        var body = NetworkDialect.DIALECT.pack(message);
        writing.lock();
        try {
            socket.getOutputStream().write(FrameWriter.framed(body));
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException _) {
            // It is not used any more, however it ended.
        }
    }
}
