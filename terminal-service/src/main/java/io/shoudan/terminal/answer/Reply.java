package io.shoudan.terminal.answer;

import io.shoudan.iso8583.terminal.TerminalFrame;
import org.jspecify.annotations.Nullable;

/// What a terminal hears.
public sealed interface Reply {

    /// An answer.
    ///
    /// @param responseCode field 39
    /// @param cause        code of the failure catalogue; absent for 00
    record Answered(TerminalFrame frame, String responseCode, @Nullable String cause)
            implements Reply {}

    /// Nothing, and the connection is closed: there is no outcome that we could tell.
    ///
    /// @param why for the log
    record Unanswered(String why) implements Reply {}
}
