package io.shoudan.transaction.payment;

import org.jspecify.annotations.Nullable;

/// What a transition leaves behind beside the new state.
///
/// @param step   how the timeline names it
/// @param cause  code of the failure catalogue; absent keeps the one that stands
/// @param detail for people, at most 200 characters, never card data
/// @param answer told to the terminal; ignored when one was told before
public record Change(
        Step step, @Nullable String cause, @Nullable String detail, @Nullable Answer answer) {

    public static Change of(Step step) {
        return new Change(step, null, null, null);
    }

    public static Change of(Step step, @Nullable String cause) {
        return new Change(step, cause, null, null);
    }

    /// The outcome of the request, with the answer's own cause.
    public static Change answering(Step step, Answer answer) {
        return new Change(step, answer.cause(), null, answer);
    }

    public Change detailed(String text) {
        return new Change(step, cause, text, answer);
    }
}
