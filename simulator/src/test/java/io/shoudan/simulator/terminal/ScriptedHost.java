package io.shoudan.simulator.terminal;

import io.shoudan.iso8583.framing.FrameWriter;
import io.shoudan.iso8583.terminal.TerminalFrame;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/// A host that says what it is told to say: one line of the script for each frame it gets, and the
/// end of the connection when the script is at its end.
final class ScriptedHost implements AutoCloseable {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final ServerSocket server;
    private final Queue<Line> script = new ConcurrentLinkedQueue<>();
    private final List<String> received = new CopyOnWriteArrayList<>();

    /// What to do with one frame.
    interface Line {

        /// The bytes to answer with, length included; none to hang up.
        byte[] answer(TerminalFrame request);
    }

    ScriptedHost() {
        try {
            server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    ScriptedHost then(Line line) {
        script.add(line);
        return this;
    }

    ScriptedHost thenFrame(String hex) {
        return then(_ -> HEX.parseHex(hex));
    }

    ScriptedHost thenHangUp() {
        return then(_ -> new byte[0]);
    }

    /// The length in front of a frame, and the frame.
    static byte[] framed(TerminalFrame frame) {
        return FrameWriter.framed(frame.body());
    }

    /// Everything received, hexadecimal, length included.
    List<String> received() {
        return List.copyOf(received);
    }

    private void accept() {
        while (!server.isClosed()) {
            try (var socket = server.accept()) {
                serve(socket);
            } catch (EOFException _) {
                // The terminal hung up.
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        var in = new DataInputStream(socket.getInputStream());
        var out = new DataOutputStream(socket.getOutputStream());
        while (true) {
            var body = new byte[in.readUnsignedShort()];
            in.readFully(body);
            received.add(String.format("%04X", body.length) + HEX.formatHex(body));
            var line = script.poll();
            var answer = line == null ? new byte[0] : line.answer(TerminalFrame.unpack(body));
            if (answer.length == 0) {
                return;
            }
            out.write(answer);
            out.flush();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
