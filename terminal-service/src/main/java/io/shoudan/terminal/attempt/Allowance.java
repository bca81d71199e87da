package io.shoudan.terminal.attempt;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// How many attempts of one terminal are remembered in a minute, so that one that hammers leaves
/// room for the others. Thread-safe.
final class Allowance {

    private static final long SECONDS = 60;

    /// Terminals that are told apart in a minute; beyond, they are made up.
    private static final int MAX_TERMINALS = 100_000;

    private final int perMinute;
    private final Map<String, Integer> taken = new HashMap<>();
    private long minute;

    Allowance(int perMinute) {
        this.perMinute = perMinute;
    }

    /// Takes one of the terminal's share of this minute.
    ///
    /// @return whether there was one left
    synchronized boolean take(String terminalId, Instant now) {
        long current = Math.floorDiv(now.getEpochSecond(), SECONDS);
        if (current != minute) {
            taken.clear();
            minute = current;
        }
        if (taken.size() >= MAX_TERMINALS && !taken.containsKey(terminalId)) {
            return false;
        }
        return taken.merge(terminalId, 1, Integer::sum) <= perMinute;
    }
}
