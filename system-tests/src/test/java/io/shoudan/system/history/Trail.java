package io.shoudan.system.history;

import io.shoudan.system.history.Fact.Recorded;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the card network knows of one retrieval reference, oldest first.
record Trail(String reference, List<Recorded> lines) {

    private static final Set<String> UNDONE = Set.of("REVERSED", "REVERSED_AHEAD");

    long reversals() {
        return lines.stream().filter(Recorded::reversal).count();
    }

    /// The request that the network approved, if it moves money.
    Optional<Recorded> approval() {
        return lines.stream()
                .filter(it -> it.decided("APPROVED"))
                .filter(it -> !String.valueOf(it.message().processingCode()).startsWith("31"))
                .findFirst();
    }

    /// Reversals that undid something, or came first and kept it from happening.
    long undone() {
        return lines.stream()
                .filter(Recorded::reversal)
                .filter(it -> it.decision() != null && UNDONE.contains(it.decision().outcome()))
                .count();
    }

    /// Whether the cardholder's account is changed as things stand.
    boolean stands() {
        return approval().isPresent() && undone() == 0;
    }
}
