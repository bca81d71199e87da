package io.shoudan.terminal.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Which of a terminal's key generations are good.
///
/// The answer to a sign-on can get lost, and the terminal goes on with the keys it has. So the
/// newest generation under which a message was verified stays good, as do all issued after it. It
/// ends an overlap after the first message under a newer one; what the terminal evidently skipped
/// ends at once. Pure: the rows and the time are given.
///
/// @param generations newest first
public record KeyRing(List<KeyGeneration> generations) {

    /// Most generations that are accepted at a time.
    public static final int MAX_ACCEPTED = 4;

    public KeyRing {
        generations =
                generations.stream()
                        .sorted(Comparator.comparingInt(KeyGeneration::number).reversed())
                        .toList();
    }

    /// The generations under which a message may be verified at `now`, newest first.
    public List<KeyGeneration> accepted(Instant now, Duration overlap) {
        int current = current().map(KeyGeneration::number).orElse(0);
        return generations.stream()
                .filter(g -> g.number() >= current || overlapping(g, now, overlap))
                .toList();
    }

    /// The generations that are of no more use after one was added: those not accepted any more,
    /// and the most dispensable one if there would be more than [#MAX_ACCEPTED].
    public List<KeyGeneration> obsolete(Instant now, Duration overlap) {
        var kept = new ArrayList<>(accepted(now, overlap));
        while (kept.size() > MAX_ACCEPTED) {
            kept.remove(dispensable(kept));
        }
        return generations.stream().filter(g -> !kept.contains(g)).toList();
    }

    /// The oldest that only overlaps, because the terminal has shown that it has newer ones; else
    /// the oldest unconfirmed, but never the newest of all, which was issued a moment ago. Of a
    /// sign-on that came twice, the terminal may have either answer.
    private static KeyGeneration dispensable(List<KeyGeneration> newestFirst) {
        var oldestFirst = newestFirst.subList(1, newestFirst.size()).reversed();
        return oldestFirst.stream()
                .filter(g -> g.supersededAt() != null)
                .findFirst()
                .or(() -> oldestFirst.stream().filter(g -> !g.confirmed()).findFirst())
                .orElseGet(oldestFirst::getFirst);
    }

    private Optional<KeyGeneration> current() {
        return generations.stream().filter(KeyGeneration::confirmed).findFirst();
    }

    private static boolean overlapping(KeyGeneration older, Instant now, Duration overlap) {
        var superseded = older.supersededAt();
        return superseded != null && now.isBefore(superseded.plus(overlap));
    }
}
