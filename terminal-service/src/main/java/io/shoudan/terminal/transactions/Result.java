package io.shoudan.terminal.transactions;

/// What became of a call to transaction-service.
public sealed interface Result<T> {

    /// It has been decided, now or before.
    record Answered<T>(T outcome) implements Result<T> {}

    /// It may have been recorded, now or by an earlier transmission that we know nothing of, and we
    /// don't know how it ended. Nobody may be told that it was declined.
    record NoOutcome<T>() implements Result<T> {}
}
