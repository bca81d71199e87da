package io.shoudan.system.history;

/// A row that breaks an invariant.
///
/// @param keys how to find it: reference, terminal, trace, id; never a card number
public record Violation(Invariant invariant, String what, String keys) {

    /// Of an invariant for which a history has no facts.
    public static final String NOTHING_TO_LOOK_AT = "nothing to look at";

    @Override
    public String toString() {
        return "%s (%s) %s: %s".formatted(invariant, invariant.says(), what, keys);
    }
}
