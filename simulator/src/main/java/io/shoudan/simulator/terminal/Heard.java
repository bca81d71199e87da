package io.shoudan.simulator.terminal;

import io.shoudan.iso8583.terminal.TerminalFrame;

/// What the terminal heard after it sent something.
public sealed interface Heard {

    /// An answer to what was sent, with what the terminal makes of its sender.
    record Answered(TerminalFrame frame, Trust trust) implements Heard {}

    /// Nothing that answers what was sent.
    record Unanswered(Reason reason) implements Heard {}

    /// Why there is no answer.
    enum Reason {
        /// No connection could be made: the request has certainly not arrived.
        NOT_CONNECTED,
        /// The host closed or reset the connection first.
        CLOSED,
        /// Time is up.
        TIMED_OUT,
        /// Bytes came that are no frame of the protocol.
        GARBLED
    }

    /// Whether an answer can be believed.
    enum Trust {
        /// Its MAC is right.
        VERIFIED,
        /// It has no MAC, and messages of its kind need none.
        UNPROTECTED,
        /// It should have a MAC and has none.
        MAC_MISSING,
        /// Its MAC is wrong.
        MAC_WRONG,
        /// The working keys that it brings don't fit their check values: another main key.
        KEYS_WRONG;

        /// Whether the terminal acts on the answer.
        public boolean believed() {
            return this == VERIFIED || this == UNPROTECTED;
        }
    }
}
