package io.shoudan.iso8583.framing;

/// The stream can't be cut into frames any more. Nothing but closing it helps, because where the
/// next frame starts is not known.
public final class FramingException extends RuntimeException {

    /// What went wrong, for a counter's label.
    public enum Reason {
        /// A length below the shortest frame.
        TOO_SHORT,
        /// A length above the longest frame.
        TOO_LONG,
        /// The stream ended inside a frame.
        ENDED_INSIDE
    }

    private final Reason reason;

    FramingException(Reason reason, String detail) {
        // No stack trace: whoever sends garbage decides how many of these are made.
        super(detail, null, false, false);
        this.reason = reason;
    }

    /// What went wrong.
    public Reason reason() {
        return reason;
    }
}
