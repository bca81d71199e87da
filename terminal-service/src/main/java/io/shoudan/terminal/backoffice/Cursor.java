package io.shoudan.terminal.backoffice;

import io.shoudan.platform.problem.Problem;
import io.shoudan.platform.problem.Text;
import org.jspecify.annotations.Nullable;

/// Where a page of a list that is newest first begins.
final class Cursor {

    private static final Text WRONG =
            Text.of("不是上一页返回的游标", "must be the cursor of the page before");

    private Cursor() {}

    /// The id below which the page begins.
    ///
    /// @param after the cursor of the page before; absent for the first page
    /// @throws Problem `validation` if it is none of ours
    static long before(@Nullable String after) {
        try {
            return after == null ? Long.MAX_VALUE : Long.parseLong(after);
        } catch (NumberFormatException _) {
            throw Problem.invalid("after", WRONG);
        }
    }
}
