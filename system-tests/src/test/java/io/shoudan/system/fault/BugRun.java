package io.shoudan.system.fault;

import io.shoudan.system.RunningHouse;
import io.shoudan.system.history.HistoryChecker;
import io.shoudan.system.history.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Plants each [Nest] of bugs in a house of its own, lets terminals work there, and tells which the
/// history checker notices. In a house without bugs it must notice nothing.
///
/// Ends with 1 if a bug stays unnoticed, or something is noticed where there is none.
public final class BugRun {

    private static final String USAGE = "usage: system-tests/planted-bugs [REGEX]";
    private static final String NONE = "none";
    private static final int TERMINALS = 12;

    /// Enough for what heals at all.
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final Path folder;
    private final Workshop workshop;
    private final Pattern wanted;
    private final List<Outcome> outcomes = new ArrayList<>();

    private BugRun(Path folder, Pattern wanted) {
        this.folder = folder;
        this.workshop = new Workshop(RunningHouse.ROOT, folder);
        this.wanted = wanted;
    }

    /// @param noticed by which invariants, and how often each
    private record Outcome(String name, String noticed, boolean expected, Duration took) {}

    /// @param arguments a regular expression that is found in the names of the bugs to plant
    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 1) {
            System.err.println(USAGE);
            System.exit(2);
        }
        var wanted = Pattern.compile(arguments.length == 0 ? "" : arguments[0]);
        var folder = Files.createTempDirectory("shoudan-bugs-");
        boolean held = new BugRun(folder, wanted).all();
        if (held) {
            FaultRun.delete(folder);
        } else {
            System.out.println("bugs: what is left of it is in " + folder);
        }
        System.exit(held ? 0 : 1);
    }

    private boolean all() throws IOException, InterruptedException {
        if (wanted.matcher(NONE).find()) {
            withoutBugs();
        }
        for (var nest : Bugs.NESTS) {
            var chosen = nest.only(it -> wanted.matcher(it.name()).find());
            if (!chosen.bugs().isEmpty()) {
                with(chosen);
            }
        }
        System.out.println("bugs:");
        outcomes.forEach(BugRun::tell);
        long expected = outcomes.stream().filter(Outcome::expected).count();
        System.out.println("bugs: " + expected + " of " + outcomes.size() + " as expected");
        return expected == outcomes.size() && !outcomes.isEmpty();
    }

    /// Under all that bugs need to show.
    private void withoutBugs() throws IOException, InterruptedException {
        var kinds =
                Bugs.NESTS.stream()
                        .filter(it -> !it.quiet())
                        .map(Nest::faults)
                        .collect(Collectors.joining("|"));
        long begin = System.nanoTime();
        var violations = live(RunningHouse.ROOT, Nest.under(kinds, 60, 20));
        boolean clean = violations != null && violations.isEmpty();
        conclude(new Outcome(NONE, summary(violations), clean, since(begin)));
    }

    private void with(Nest nest) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        var violations = live(workshop.home(nest.bugs()), nest);
        for (var bug : nest.bugs()) {
            var noticed = violations == null ? null : bug.noticed(violations);
            boolean caught = noticed != null && !noticed.isEmpty();
            conclude(new Outcome(bug.name(), summary(noticed), caught, since(begin)));
        }
    }

    private void conclude(Outcome outcome) {
        outcomes.add(outcome);
        tell(outcome);
    }

    private static void tell(Outcome it) {
        System.out.println(
                "bugs: %-64s | %-8s | %s | %d s"
                        .formatted(
                                it.name(),
                                it.expected() ? "as expected" : "NOT",
                                it.noticed(),
                                it.took().toSeconds()));
    }

    /// What the checker says of a house; null if it could not be brought to an end.
    private @Nullable List<Violation> live(Path home, Nest nest)
            throws IOException, InterruptedException {
        var data = Files.createTempDirectory(folder, "data-");
        var random = new Random(nest.faults().hashCode());
        var shift =
                new Shift(TERMINALS, nest.time(), nest.faults(), null, nest.oddities(), PATIENCE);
        try (var house = FaultyHouse.start(home, data, random, !nest.quiet())) {
            var stop = new Thread(house::close);
            Runtime.getRuntime().addShutdownHook(stop);
            var result = shift.in(house, random);
            Runtime.getRuntime().removeShutdownHook(stop);
            result.history().write(data.resolve("history"));
            result.complaints().forEach(it -> System.out.println("bugs:   terminals: " + it));
            var violations =
                    HistoryChecker.check(result.history()).stream()
                            .filter(it -> !it.what().equals(Violation.NOTHING_TO_LOOK_AT))
                            .toList();
            violations.forEach(it -> System.out.println("bugs:   " + it));
            return violations;
        } catch (ExecutionException | IllegalStateException e) { // A bug may break anything.
            System.out.println("bugs:   " + e);
            return null;
        }
    }

    /// By invariant and what it says.
    private static String summary(@Nullable List<Violation> violations) {
        if (violations == null) {
            return "the run came to no end";
        }
        var counts =
                violations.stream()
                        .collect(
                                Collectors.groupingBy(
                                        it -> it.invariant() + " " + it.what(),
                                        TreeMap::new,
                                        Collectors.counting()));
        return counts.isEmpty()
                ? "nothing"
                : counts.entrySet().stream()
                        .map(it -> it.getValue() + " x " + it.getKey())
                        .collect(Collectors.joining(", "));
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
