package io.shoudan.simulator.terminal;

import io.shoudan.iso8583.MalformedMessage;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.framing.FrameReader;
import io.shoudan.iso8583.framing.FrameWriter;
import io.shoudan.iso8583.framing.FramingException;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalFrame;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The terminal's line to its host: connects when there is something to send, hangs up when no
/// answer comes.
///
/// Not safe for more than one thread.
final class HostConnection implements AutoCloseable {

    private static final int CONNECT_TIMEOUT_MS = 5_000;

    private static final int MAX_STRAYS = 1_000;

    private final InetSocketAddress address;
    private final List<TerminalFrame> strays = new ArrayList<>();
    private @Nullable Socket socket;

    HostConnection(String host, int port) {
        this.address = new InetSocketAddress(host, port);
    }

    /// What came on a connection and answered nothing that was asked on it, oldest first.
    List<TerminalFrame> strays() {
        return List.copyOf(strays);
    }

    /// Sends a frame and waits for its answer; passes over answers to others.
    Heard ask(TerminalFrame frame, Duration timeout) {
        return send(
                FrameWriter.framed(frame.body()),
                timeout,
                answer -> answers(frame.message(), answer));
    }

    /// Sends any bytes and waits for any frame.
    Heard send(byte[] bytes, Duration timeout) {
        return send(bytes, timeout, _ -> true);
    }

    private static boolean answers(Message request, Message answer) {
        return answer.mti().equals(request.answerMti())
                && answer.find(TerminalDialect.TRACE_NUMBER)
                        .equals(request.find(TerminalDialect.TRACE_NUMBER))
                && answer.find(TerminalDialect.TERMINAL)
                        .equals(request.find(TerminalDialect.TERMINAL));
    }

    private Heard send(byte[] bytes, Duration timeout, Predicate<Message> expected) {
        long deadline = System.nanoTime() + timeout.toNanos();
        Socket connected;
        try {
            connected = connected();
        } catch (IOException _) {
            return new Heard.Unanswered(Heard.Reason.NOT_CONNECTED);
        }
        var heard = exchange(connected, bytes, deadline, expected);
        if (heard instanceof Heard.Unanswered) {
            close();
        }
        return heard;
    }

    private Socket connected() throws IOException {
        var open = socket;
        if (open != null && !open.isClosed() && !hungUp(open)) {
            return open;
        }
        close();
        var fresh = new Socket();
        try {
            fresh.setTcpNoDelay(true);
            fresh.connect(address, CONNECT_TIMEOUT_MS);
        } catch (IOException e) {
            fresh.close();
            throw e;
        }
        socket = fresh;
        return fresh;
    }

    /// Whether the host closed an idle connection in the meantime. What came unasked is put aside.
    private boolean hungUp(Socket open) throws IOException {
        open.setSoTimeout(1);
        try {
            var in = open.getInputStream();
            var unasked = new ByteArrayOutputStream();
            while (in.available() > 0) {
                unasked.write(in.readNBytes(in.available()));
            }
            putAside(unasked.toByteArray());
            return in.read() < 0;
        } catch (SocketTimeoutException _) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    private void putAside(byte[] unasked) throws IOException {
        try {
            var frames = frames(new ByteArrayInputStream(unasked));
            for (var body = frames.next(); body.isPresent(); body = frames.next()) {
                putAside(TerminalFrame.unpack(body.get()));
            }
        } catch (FramingException | MalformedMessage _) {
            // No frames, or not all of one: nobody's answer.
        }
    }

    private void putAside(TerminalFrame stray) {
        if (strays.size() < MAX_STRAYS) {
            strays.add(stray);
        }
    }

    private static FrameReader frames(InputStream in) {
        return new FrameReader(in, TerminalFrame.MIN_BYTES, TerminalFrame.MAX_BYTES);
    }

    private Heard exchange(
            Socket connected, byte[] bytes, long deadline, Predicate<Message> expected) {
        try {
            connected.getOutputStream().write(bytes);
            var frames = frames(new TimedInput(connected, deadline));
            for (var body = frames.next(); body.isPresent(); body = frames.next()) {
                var frame = TerminalFrame.unpack(body.get());
                if (expected.test(frame.message())) {
                    return new Heard.Answered(frame, Heard.Trust.UNPROTECTED);
                }
                putAside(frame);
            }
            return new Heard.Unanswered(Heard.Reason.CLOSED);
        } catch (SocketTimeoutException _) {
            return new Heard.Unanswered(Heard.Reason.TIMED_OUT);
        } catch (FramingException e) {
            return new Heard.Unanswered(
                    e.reason() == FramingException.Reason.ENDED_INSIDE
                            ? Heard.Reason.CLOSED
                            : Heard.Reason.GARBLED);
        } catch (MalformedMessage _) {
            return new Heard.Unanswered(Heard.Reason.GARBLED);
        } catch (IOException _) {
            return new Heard.Unanswered(Heard.Reason.CLOSED);
        }
    }

    @Override
    public void close() {
        var open = socket;
        socket = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException _) {
                // It is not used any more, however it ended.
            }
        }
    }
}
