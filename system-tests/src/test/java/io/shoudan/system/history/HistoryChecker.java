package io.shoudan.system.history;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Asks every [Invariant] whether a history keeps it.
public final class HistoryChecker {

    private HistoryChecker() {}

    /// What is broken; empty if nothing is.
    public static List<Violation> check(History history) {
        var lookup = new Lookup(history);
        return Arrays.stream(Invariant.values())
                .flatMap(invariant -> invariant.violations(lookup).stream())
                .toList();
    }

    /// Checks a history that was written to a folder, and ends with 1 if anything is broken.
    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            System.err.println("usage: HistoryChecker FOLDER");
            System.exit(2);
        }
        var violations = check(History.read(Path.of(arguments[0])));
        violations.forEach(System.out::println);
        System.out.println(
                violations.size() + " violations of " + Invariant.values().length + " invariants");
        System.exit(violations.isEmpty() ? 0 : 1);
    }
}
