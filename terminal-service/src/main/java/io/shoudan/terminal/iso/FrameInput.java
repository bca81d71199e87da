package io.shoudan.terminal.iso;

import io.shoudan.iso8583.framing.FrameReader;
import io.shoudan.iso8583.framing.FramingException;
import io.shoudan.iso8583.terminal.TerminalFrame;
import io.shoudan.platform.Ticker;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;

/// Cuts a connection's bytes into frames, in whatever slices they come, each in its time. For one
/// thread.
final class FrameInput {

    /// Bytes in front of the MTI: TPDU and header.
    private static final int MTI_AT = 11;

    private static final int MTI_BYTES = 2;

    private final TcpProperties properties;
    private final TimedInput input;
    private final FrameReader frames;

    FrameInput(Socket socket, TcpProperties properties, Ticker ticker) throws IOException {
        this.properties = properties;
        this.input = new TimedInput(socket, ticker);
        this.frames = new FrameReader(input, TerminalFrame.MIN_BYTES, properties.maxFrameBytes());
    }

    /// The next frame without its length; empty when the connection has ended or was silent for too
    /// long.
    ///
    /// @throws FramingError if what comes is no frame
    /// @throws IOException  if the connection broke
    Optional<byte[]> next() throws IOException {
        return begins() ? whole() : Optional.empty();
    }

    private boolean begins() throws IOException {
        input.allow(properties.idleTimeout());
        try {
            return frames.await();
        } catch (SocketTimeoutException _) {
            return false;
        }
    }

    private Optional<byte[]> whole() throws IOException {
        input.allow(properties.frameTimeout());
        try {
            var frame = frames.next();
            frame.ifPresent(FrameInput::checkMti);
            return frame;
        } catch (FramingException e) {
            throw FramingError.of(e);
        } catch (SocketTimeoutException _) {
            throw new FramingError(FramingError.Kind.STALLED);
        }
    }

    private static void checkMti(byte[] frame) {
        for (int i = MTI_AT; i < MTI_AT + MTI_BYTES; i++) {
            if (((frame[i] >> 4) & 0xF) > 9 || (frame[i] & 0xF) > 9) {
                throw new FramingError(FramingError.Kind.MTI);
            }
        }
    }
}
