package io.shoudan.terminal.answer;

import io.shoudan.iso8583.terminal.TerminalFrame;
import org.jspecify.annotations.Nullable;

/// What a terminal hears.
public sealed interface Reply {

    /// A frame that goes back.
    sealed interface Answer extends Reply {

        TerminalFrame frame();

        Told told();
    }

    /// An answer that needs no memory here: transaction-service has what it is about, or there is
    /// nothing to remember.
    record Answered(TerminalFrame frame, Told told) implements Answer {

        /// The same, if the request left nothing behind.
        ///
        /// @param detail field paths and what was expected, never a value; absent if the cause says
        ///               all
        public Refused refused(@Nullable String detail) {
            return new Refused(frame, told, detail);
        }
    }

    /// A request that left nothing behind but this answer: it took no identity and may be sent
    /// again. Belongs into the terminal's history of attempts.
    ///
    /// @param told   has a cause
    /// @param detail field paths and what was expected, never a value; absent if the cause says all
    record Refused(TerminalFrame frame, Told told, @Nullable String detail) implements Answer {

        public Refused {
            if (told.approved()) {
                throw new IllegalArgumentException("must have a cause: refusal");
            }
        }
    }

    /// Nothing, and the connection is closed: there is no outcome that we could tell.
    ///
    /// @param why for the log
    record Unanswered(String why) implements Reply {}
}
