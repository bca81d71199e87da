package io.shoudan.system.fault;

import io.shoudan.system.history.Fact;
import io.shoudan.system.history.Fact.Exchanged;
import io.shoudan.system.history.Fact.Payment;
import io.shoudan.system.history.History;
import io.shoudan.system.history.HistoryChecker;
import io.shoudan.system.history.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What came of a run.
///
/// @param struck     how many faults, by kind
/// @param resolved   how long after healing nothing was open any more
/// @param complaints what did not come to its end
record Report(
        History history,
        RunOptions options,
        Map<String, Integer> struck,
        Duration resolved,
        List<Violation> violations,
        List<String> complaints) {

    private static final Duration RESOLVED_WITHIN = Duration.ofSeconds(60);

    /// What a run of [#WHOLE_MINUTES] and more must have seen.
    private static final int ENOUGH_FAULTS = 15;

    private static final int ENOUGH_KINDS = 8;
    private static final int WHOLE_MINUTES = 3;

    static Report of(Shift.Result result, RunOptions options) {
        return new Report(
                result.history(),
                options,
                new TreeMap<>(result.struck()),
                result.resolved(),
                HistoryChecker.check(result.history()),
                result.complaints());
    }

    boolean held() {
        return violations.isEmpty()
                && complaints.isEmpty()
                && resolved.compareTo(RESOLVED_WITHIN) <= 0
                && enough();
    }

    private boolean enough() {
        return options.minutes() < WHOLE_MINUTES
                || !options.only().isEmpty()
                || (faults() >= ENOUGH_FAULTS && struck.size() >= ENOUGH_KINDS);
    }

    private int faults() {
        return struck.values().stream().mapToInt(Integer::intValue).sum();
    }

    void print() {
        struck.forEach((kind, count) -> say(count, kind));
        say(faults(), "faults of " + struck.size() + " kinds");
        if (!enough()) {
            say(ENOUGH_FAULTS, "are expected, of " + ENOUGH_KINDS + " kinds");
        }
        say(count(Exchanged.class), "frames from " + options.terminals() + " terminals");
        say(count(Payment.class), "transactions: " + states());
        say(resolved.toSeconds(), "s after healing nothing was open");
        complaints.forEach(it -> System.out.println("faults:       " + it));
        violations.forEach(it -> System.out.println("faults:       " + it));
        say(violations.size() + complaints.size(), "violations");
    }

    private static void say(long number, String what) {
        System.out.println("faults: %5d %s".formatted(number, what));
    }

    private int count(Class<? extends Fact> kind) {
        return history.all(kind).size();
    }

    private Map<String, Integer> states() {
        Map<String, Integer> states = new TreeMap<>();
        history.all(Payment.class).forEach(it -> states.merge(it.state(), 1, Integer::sum));
        return states;
    }
}
