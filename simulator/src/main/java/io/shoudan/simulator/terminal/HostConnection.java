package io.shoudan.simulator.terminal;

import io.shoudan.iso8583.MalformedMessage;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.framing.FrameReader;
import io.shoudan.iso8583.framing.FrameWriter;
import io.shoudan.iso8583.framing.FramingException;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalFrame;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The terminal's line to its host: connects when there is something to send, hangs up when no
/// answer comes.
///
/// Not safe for more than one thread.
final class HostConnection implements AutoCloseable {

    private static final int CONNECT_TIMEOUT_MS = 5_000;

    private final InetSocketAddress address;
    private @Nullable Socket socket;

    HostConnection(String host, int port) {
        this.address = new InetSocketAddress(host, port);
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

    /// Whether the host closed an idle connection in the meantime. Late answers are thrown away.
    private static boolean hungUp(Socket open) throws IOException {
        open.setSoTimeout(1);
        try {
            var in = open.getInputStream();
            while (in.available() > 0) {
                in.skipNBytes(in.available());
            }
            return in.read() < 0;
        } catch (SocketTimeoutException _) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    private static Heard exchange(
            Socket connected, byte[] bytes, long deadline, Predicate<Message> expected) {
        try {
            connected.getOutputStream().write(bytes);
            var frames =
                    new FrameReader(
                            new TimedInput(connected, deadline),
                            TerminalFrame.MIN_BYTES,
                            TerminalFrame.MAX_BYTES);
            for (var body = frames.next(); body.isPresent(); body = frames.next()) {
                var frame = TerminalFrame.unpack(body.get());
                if (expected.test(frame.message())) {
                    return new Heard.Answered(frame, Heard.Trust.UNPROTECTED);
                }
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
