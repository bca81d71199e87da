package io.shoudan.terminal.check;

import io.shoudan.iso8583.terminal.TerminalFrame;
import io.shoudan.terminal.answer.Told;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What the checks say.
public sealed interface Verdict {

    record Passed(CheckedRequest request) implements Verdict {}

    /// The first check that failed.
    ///
    /// @param frame  the request as it is to be answered
    /// @param detail field paths and what was expected, never a value; absent if the cause says all
    /// @param seal   makes the answer's MAC; absent if the answer has none
    record Refused(
            TerminalFrame frame,
            Told told,
            @Nullable String detail,
            @Nullable UnaryOperator<byte[]> seal)
            implements Verdict {}
}
