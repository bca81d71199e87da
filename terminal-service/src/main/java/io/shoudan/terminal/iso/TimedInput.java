package io.shoudan.terminal.iso;

import io.shoudan.platform.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A connection's bytes, with a deadline that several reads share: a sender that gives one byte at
/// a time gains nothing. For one thread.
final class TimedInput extends InputStream {

    private final Socket socket;
    private final InputStream in;
    private final Ticker ticker;
    private long endNanos;

    TimedInput(Socket socket, Ticker ticker) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.ticker = ticker;
        this.endNanos = ticker.nanos();
    }

    /// Reads from now on give up together, `patience` from now.
    void allow(Duration patience) {
        endNanos = ticker.nanos() + patience.toNanos();
    }

    /// @throws SocketTimeoutException if the time is over
    @Override
    public int read() throws IOException {
        arm();
        return in.read();
    }

    /// @throws SocketTimeoutException if the time is over
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        arm();
        return in.read(buffer, offset, length);
    }

    private void arm() throws IOException {
        long leftMillis = TimeUnit.NANOSECONDS.toMillis(endNanos - ticker.nanos());
        if (leftMillis <= 0) {
            throw new SocketTimeoutException("the time is over");
        }
        socket.setSoTimeout(Math.toIntExact(leftMillis));
    }
}
