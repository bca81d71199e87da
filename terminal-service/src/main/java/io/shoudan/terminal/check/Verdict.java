package io.shoudan.terminal.check;

import io.shoudan.terminal.answer.Told;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What the checks say.
public sealed interface Verdict {

    record Passed(CheckedRequest request) implements Verdict {}

    /// The first check that failed.
    ///
    /// @param detail field paths and what was expected, never a value; absent if the cause says all
    /// @param seal   makes the answer's MAC; absent if the answer has none
    record Refused(Told told, @Nullable String detail, @Nullable UnaryOperator<byte[]> seal)
            implements Verdict {}
}
