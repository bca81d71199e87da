package io.shoudan.terminal.transactions;

/// What became of a call to transaction-service.
public sealed interface Result<T> {

    /// It has been decided, now or before.
    record Answered<T>(T outcome) implements Result<T> {}

    /// Certainly nothing was recorded: it was never reached, or said so.
    ///
    /// @param cause code of the failure catalogue
    record NotAccepted<T>(String cause) implements Result<T> {}

    /// It may have been recorded, and we don't know how it ended. Nothing may be told to anybody.
    record NoOutcome<T>() implements Result<T> {}
}
