package io.shoudan.system.fault;

import io.shoudan.system.history.Invariant;
import io.shoudan.system.history.Violation;
import java.util.List;
import java.util.stream.Stream;

/// Something wrong with our services, planted to see whether the history checker notices it.
///
/// @param name  for people
/// @param edits what is changed
/// @param signs of which at least one must be reported; no other bug of its [Nest] has them
record Bug(String name, List<Edit> edits, List<Sign> signs) {

    Bug {
        edits = List.copyOf(edits);
        signs = List.copyOf(signs);
    }

    /// By which a bug is noticed.
    ///
    /// @param words in what a violation says
    record Sign(Invariant invariant, String words) {

        boolean in(Violation violation) {
            return violation.invariant() == invariant && violation.toString().contains(words);
        }
    }

    static Bug of(String name, Edit... edits) {
        return new Bug(name, List.of(edits), List.of());
    }

    Bug seenAs(Invariant invariant, String words) {
        var more = Stream.concat(signs.stream(), Stream.of(new Sign(invariant, words)));
        return new Bug(name, edits, more.toList());
    }

    /// Its signs in what the checker reports.
    List<Violation> noticed(List<Violation> violations) {
        return violations.stream()
                .filter(it -> signs.stream().anyMatch(sign -> sign.in(it)))
                .toList();
    }
}
