package io.shoudan.system.history;

import java.util.ArrayList;
import java.util.List;

/// Where a check says what it found. Not safe for more than one thread.
final class Findings {

    private final List<Violation> violations = new ArrayList<>();
    private final Invariant invariant;

    Findings(Invariant invariant) {
        this.invariant = invariant;
    }

    void add(String what, String keys) {
        violations.add(new Violation(invariant, what, keys));
    }

    void addIf(boolean broken, String what, String keys) {
        if (broken) {
            add(what, keys);
        }
    }

    List<Violation> all() {
        return List.copyOf(violations);
    }
}
