package io.shoudan.iso8583.framing;

import io.shoudan.iso8583.framing.FramingException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Cuts a stream into frames.
///
/// For one thread. Reads byte by byte where it looks for a length, so give it a buffered stream
/// unless read timeouts must be seen between bytes. Blocks as long as the stream does; an
/// [IOException] of the stream goes through as it is.
public final class FrameReader {

    /// Longest frame that two bytes can announce.
    public static final int MAX_FRAME_BYTES = 0xFFFF;

    private static final int END = -1;
    private static final int NOTHING_YET = -2;

    private final InputStream stream;
    private final int minBytes;
    private final int maxBytes;
    private int firstByte = NOTHING_YET;

    /// A reader that refuses lengths out of bounds before it allocates anything.
    ///
    /// @param minBytes shortest frame, without the length; 1 or more
    /// @param maxBytes longest frame, without the length; at most [#MAX_FRAME_BYTES]
    /// @throws IllegalArgumentException if the bounds leave nothing
    public FrameReader(InputStream stream, int minBytes, int maxBytes) {
        if (minBytes < 1 || maxBytes < minBytes || maxBytes > MAX_FRAME_BYTES) {
            throw new IllegalArgumentException(
                    "must be 1 <= min <= max <= 65535: " + minBytes + ".." + maxBytes);
        }
        this.stream = stream;
        this.minBytes = minBytes;
        this.maxBytes = maxBytes;
    }

    /// Waits for the first byte of a frame, so that a caller can bound the wait between frames and
    /// the time within one differently. Calling it again without [#next] returns at once.
    ///
    /// @return false if the stream ended where a frame could have started
    /// @throws IOException if the stream throws it
    public boolean await() throws IOException {
        if (firstByte == NOTHING_YET) {
            firstByte = stream.read();
        }
        return firstByte != END;
    }

    /// The next frame without its length.
    ///
    /// @return empty if the stream ended where a frame could have started
    /// @throws FramingException if a length is out of bounds or the stream ends inside a frame
    /// @throws IOException      if the stream throws it
    public Optional<byte[]> next() throws IOException {
        if (!await()) {
            return Optional.empty();
        }
        int secondByte = stream.read();
        if (secondByte == END) {
            throw new FramingException(Reason.ENDED_INSIDE, "must have 2 bytes: length");
        }
        int length = firstByte << 8 | secondByte;
        if (length < minBytes) {
            throw new FramingException(
                    Reason.TOO_SHORT, "must be " + minBytes + " or more: length=" + length);
        }
        if (length > maxBytes) {
            throw new FramingException(
                    Reason.TOO_LONG, "must be " + maxBytes + " or less: length=" + length);
        }
        var frame = stream.readNBytes(length);
        if (frame.length < length) {
            throw new FramingException(
                    Reason.ENDED_INSIDE,
                    "must have " + length + " bytes: frame of " + frame.length);
        }
        firstByte = NOTHING_YET;
        return Optional.of(frame);
    }
}
