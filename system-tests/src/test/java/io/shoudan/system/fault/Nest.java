package io.shoudan.system.fault;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/// Bugs that can be planted in one house together, because none hides another, and what must
/// happen there for them to show.
///
/// @param faults   regular expression that is found in the kinds of [Faults] that strike
/// @param time     how long they strike
/// @param oddities how many of 100 amounts the network does not simply approve
record Nest(String faults, Duration time, int oddities, List<Bug> bugs) {

    /// Is found in nothing.
    private static final String NO_FAULTS = "(?!)";

    Nest {
        bugs = List.copyOf(bugs);
    }

    static Nest quiet(int seconds, int oddities, Bug... bugs) {
        return new Nest(NO_FAULTS, Duration.ofSeconds(seconds), oddities, List.of(bugs));
    }

    static Nest under(String faults, int seconds, int oddities, Bug... bugs) {
        return new Nest(faults, Duration.ofSeconds(seconds), oddities, List.of(bugs));
    }

    boolean quiet() {
        return faults.equals(NO_FAULTS);
    }

    /// With fewer bugs.
    Nest only(Predicate<Bug> which) {
        return new Nest(faults, time, oddities, bugs.stream().filter(which).toList());
    }
}
