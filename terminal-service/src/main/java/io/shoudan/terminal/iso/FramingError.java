package io.shoudan.terminal.iso;

import io.shoudan.iso8583.framing.FramingException;

/// Bytes that are no frame: whoever sends them speaks something else, and the connection is closed.
final class FramingError extends RuntimeException {

    private final Kind kind;

    /// What is wrong; a tag of the metric.
    enum Kind {
        /// The length is below that of the shortest frame.
        TOO_SHORT,
        /// The length is over the bound.
        TOO_LONG,
        /// The connection ended inside a frame.
        CUT_OFF,
        /// The frame didn't arrive in time.
        STALLED,
        /// The message type isn't four digits.
        MTI,
        /// Neither trace number nor terminal can be read, so that no answer would find its way.
        NO_ADDRESSEE
    }

    FramingError(Kind kind) {
        super(kind.name(), null, false, false);
        this.kind = kind;
    }

    static FramingError of(FramingException e) {
        return new FramingError(
                switch (e.reason()) {
                    case TOO_SHORT -> Kind.TOO_SHORT;
                    case TOO_LONG -> Kind.TOO_LONG;
                    case ENDED_INSIDE -> Kind.CUT_OFF;
                });
    }

    Kind kind() {
        return kind;
    }
}
