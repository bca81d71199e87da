package io.shoudan.iso8583.framing;

import java.io.IOException;
import java.io.OutputStream;

/// Puts the length in front of frames.
///
/// For one thread. Writes length and frame in one call, so that a frame isn't spread over two TCP
/// segments, and flushes. Blocks as long as the stream does.
public final class FrameWriter {

    private final OutputStream stream;

    /// A writer to `stream`.
    public FrameWriter(OutputStream stream) {
        this.stream = stream;
    }

    /// Sends one frame.
    ///
    /// @param frame without its length, 1 to 65535 bytes
    /// @throws IllegalArgumentException if the frame has another length; nothing is sent
    /// @throws IOException              if the stream throws it; part of the frame may have been
    ///                                  sent
    public void write(byte[] frame) throws IOException {
        stream.write(framed(frame));
        stream.flush();
    }

    /// The frame with its length in front.
    ///
    /// @param frame without its length, 1 to 65535 bytes
    /// @throws IllegalArgumentException if the frame has another length
    public static byte[] framed(byte[] frame) {
        if (frame.length < 1 || frame.length > FrameReader.MAX_FRAME_BYTES) {
            throw new IllegalArgumentException("must be 1..65535 bytes: frame of " + frame.length);
        }
        var whole = new byte[2 + frame.length];
        whole[0] = (byte) (frame.length >> 8);
        whole[1] = (byte) frame.length;
        System.arraycopy(frame, 0, whole, 2, frame.length);
        return whole;
    }
}
