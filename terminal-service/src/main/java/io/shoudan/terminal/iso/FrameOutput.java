package io.shoudan.terminal.iso;

import io.shoudan.iso8583.framing.FrameWriter;
import io.shoudan.iso8583.terminal.TerminalFrame;
import io.shoudan.platform.Ticker;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Writes a connection's answers, each whole. Thread-safe; a write blocks for as long as the other
/// side takes nothing, until the connection is closed.
final class FrameOutput {

    private final Socket socket;
    private final Ticker ticker;
    private final ReentrantLock writing = new ReentrantLock();

    /// When the write that is under way began; absent unless one is. One value for both, so that
    /// nobody can see the one write and the time of another.
    private volatile @Nullable Long beganNanos;

    FrameOutput(Socket socket, Ticker ticker) {
        this.socket = socket;
        this.ticker = ticker;
    }

    /// @throws IOException if the connection broke or was closed
    void write(TerminalFrame frame) throws IOException {
        var bytes = FrameWriter.framed(frame.body());
        writing.lock();
        try {
            beganNanos = ticker.nanos();
            var out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
        } finally {
            beganNanos = null;
            writing.unlock();
        }
    }

    /// Whether a write is under way for longer than `patience`.
    boolean stalledFor(Duration patience) {
        var began = beganNanos;
        return began != null && ticker.nanos() - began > patience.toNanos();
    }
}
