package io.shoudan.system.history;

import static java.util.stream.Collectors.groupingBy;

import io.shoudan.system.history.Fact.Disturbed;
import io.shoudan.system.history.Fact.Exchanged;
import io.shoudan.system.history.Fact.Payment;
import io.shoudan.system.history.Fact.Recorded;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/// A history with the ways by which checks find things in it.
final class Lookup {

    private final History history;
    private final Map<UUID, List<Payment>> byId;
    private final Map<String, List<Payment>> byReference;
    private final Map<String, List<Payment>> byIdentity;
    private final Map<String, Trail> trails = new TreeMap<>();

    Lookup(History history) {
        this.history = history;
        this.byId = by(Payment::id);
        this.byReference = by(Payment::retrievalReference);
        this.byIdentity = by(Payment::identity);
        history.all(Recorded.class).stream()
                .filter(it -> it.about() != null)
                .collect(groupingBy(it -> String.valueOf(it.about())))
                .forEach((about, lines) -> trails.put(about, new Trail(about, lines)));
    }

    private <K> Map<K, List<Payment>> by(Function<Payment, K> key) {
        return history.all(Payment.class).stream().collect(groupingBy(key));
    }

    <F extends Fact> List<F> all(Class<F> kind) {
        return history.all(kind);
    }

    Optional<Payment> payment(UUID id) {
        return byId.getOrDefault(id, List.of()).stream().findFirst();
    }

    List<Payment> under(String reference) {
        return byReference.getOrDefault(reference, List.of());
    }

    List<Payment> of(String identity) {
        return byIdentity.getOrDefault(identity, List.of());
    }

    /// All payments by what makes a request the same.
    Map<String, List<Payment>> byIdentity() {
        return byIdentity;
    }

    Trail trail(String reference) {
        return trails.getOrDefault(reference, new Trail(reference, List.of()));
    }

    Iterable<Trail> trails() {
        return trails.values();
    }

    /// Whether a fault that was made on purpose reaches into that time.
    boolean disturbed(Instant begin, Instant end) {
        return all(Disturbed.class).stream().anyMatch(it -> it.touches(begin, end));
    }

    boolean disturbed(Exchanged exchange) {
        return disturbed(exchange.at(), exchange.at().plusMillis(exchange.tookMs()));
    }
}
