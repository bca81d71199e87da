package io.shoudan.simulator.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/// Reads from a socket until one moment for all reads together.
final class TimedInput extends InputStream {

    private final Socket socket;
    private final InputStream in;
    private final long deadline;

    /// @param deadline as [System#nanoTime] counts
    TimedInput(Socket socket, long deadline) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.deadline = deadline;
    }

    @Override
    public int read() throws IOException {
        limit();
        return in.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        limit();
        return in.read(bytes, offset, length);
    }

    private void limit() throws IOException {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
            throw new SocketTimeoutException("time is up");
        }
        socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
    }
}
