package io.shoudan.simulator.network;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What the network decided and what stands of it: each request is decided against the record, the
/// decision is written, and only then told.
///
/// In memory is one [Trail] for each retrieval reference, at most `maxTrails`; a network that
/// remembers as much as it may refuses new requests with 96. All of it is made again from the file
/// at the start.
///
/// Safe for any number of threads: one lock, held for one line of the file.
final class Book implements AutoCloseable {

    private final ReentrantLock turn = new ReentrantLock();
    private final Map<String, Trail> trails = new HashMap<>();
    private final Clock clock;
    private final int maxTrails;
    private final RecordFile file;
    private long lastNumber;

    /// @throws IllegalStateException if the file is in use, or is not a record
    Book(Path path, JsonMapper json, Clock clock, int maxTrails) {
        this.clock = clock;
        this.maxTrails = maxTrails;
        this.file = RecordFile.open(path, json, this::apply);
    }

    /// Decides a financial request (0100, 0200, 0220).
    Decision decide(Link link, Facts facts) {
        return receive(link, facts, () -> financial(facts, link.signedOn()));
    }

    private Decision financial(Facts facts, boolean signedOn) {
        var reference = facts.retrievalReference();
        var candidate = Original.of(facts, fresh(facts));
        if (reference == null || candidate == null) {
            return Decision.of(Decision.Outcome.REFUSED_MALFORMED, "30");
        }
        if (!signedOn) {
            return Decision.of(Decision.Outcome.REFUSED_NOT_SIGNED_ON, "91");
        }
        var trail = trails.get(reference);
        if (trail == null) {
            return trails.size() < maxTrails
                    ? candidate.decision()
                    : Decision.of(Decision.Outcome.REFUSED_RECORD_FULL, "96");
        }
        var known = trail.original();
        if (known != null && !known.sameAs(candidate)) {
            return Decision.of(Decision.Outcome.REFERENCE_REUSED, "94");
        }
        if (trail.reversed()) {
            return Decision.of(Decision.Outcome.REFUSED_AFTER_REVERSAL, "12");
        }
        return known == null ? candidate.decision() : known.decision().repeated();
    }

    /// What is decided on a request that was not seen before.
    private static Decision fresh(Facts facts) {
        // An inquiry has no amount, and an amount in one decides nothing.
        var amount = "310000".equals(facts.processingCode()) ? null : facts.amountMinor();
        var behaviour = amount == null ? Behaviour.APPROVES : Behaviour.of(amount);
        return behaviour.approves()
                ? new Decision(
                        Decision.Outcome.APPROVED,
                        behaviour.responseCode(),
                        AuthorizationCode.of(facts),
                        behaviour)
                : new Decision(
                        Decision.Outcome.DECLINED, behaviour.responseCode(), null, behaviour);
    }

    /// Undoes what the named original did (0420, 0421). Acknowledged whatever it finds, on a link
    /// that has not signed on too: money already moved is never held up. The one exception is a
    /// record that is full; the host will come again.
    Decision reverse(Link link, Facts facts) {
        return receive(link, facts, () -> reversal(facts));
    }

    private Decision reversal(Facts facts) {
        var reference = facts.retrievalReference();
        if (reference == null) {
            return Decision.of(Decision.Outcome.REFUSED_MALFORMED, "30");
        }
        var trail = trails.get(reference);
        if (trail == null && trails.size() >= maxTrails) {
            return Decision.of(Decision.Outcome.REFUSED_RECORD_FULL, "96");
        }
        return Decision.of(effect(trail, facts), "00");
    }

    private static Decision.Outcome effect(@Nullable Trail trail, Facts facts) {
        if (trail == null) {
            return Decision.Outcome.REVERSED_AHEAD;
        }
        var original = trail.original();
        if (original != null && !original.meantBy(facts)) {
            return Decision.Outcome.REVERSAL_DIFFERS;
        }
        if (trail.reversed()) {
            return Decision.Outcome.REVERSED_BEFORE;
        }
        if (original == null) {
            return Decision.Outcome.REVERSED_AHEAD;
        }
        return original.approved() ? Decision.Outcome.REVERSED : Decision.Outcome.REVERSED_DECLINE;
    }

    /// Writes down a request that no amount and no original decides.
    Decision note(Link link, Facts facts, Decision decision) {
        return receive(link, facts, () -> decision);
    }

    /// Writes down an answer about the transaction `about`.
    void sent(Link link, @Nullable String about, Facts facts) {
        write(link, Entry.Kind.SENT, about, facts, () -> null);
    }

    /// Writes down an answer that could not be delivered.
    void unsent(Link link, @Nullable String about, Facts facts) {
        write(link, Entry.Kind.UNSENT, about, facts, () -> null);
    }

    /// The lines about one transaction, oldest first, as they stand in the file.
    List<String> lines(String retrievalReference) {
        turn.lock();
        try {
            var trail = trails.get(retrievalReference);
            if (trail == null) {
                return List.of();
            }
            var lines = new ArrayList<String>();
            for (long offset : trail.offsets()) {
                lines.add(file.lineAt(offset));
            }
            return lines;
        } finally {
            turn.unlock();
        }
    }

    /// Everything that is approved and not reversed, by retrieval reference.
    List<Net.Item> effective() {
        turn.lock();
        try {
            var items = new ArrayList<Net.Item>();
            trails.forEach(
                    (reference, trail) -> {
                        var original = trail.original();
                        if (original != null && trail.effective()) {
                            items.add(Net.Item.of(reference, original));
                        }
                    });
            return items;
        } finally {
            turn.unlock();
        }
    }

    /// Of one transaction; empty if nothing of it stands.
    List<Net.Item> effective(String retrievalReference) {
        turn.lock();
        try {
            var trail = trails.get(retrievalReference);
            var original = trail == null ? null : trail.original();
            return trail != null && original != null && trail.effective()
                    ? List.of(Net.Item.of(retrievalReference, original))
                    : List.of();
        } finally {
            turn.unlock();
        }
    }

    private interface Ruling {
        @Nullable Decision rule();
    }

    private Decision receive(Link link, Facts facts, Ruling ruling) {
        var entry = write(link, Entry.Kind.RECEIVED, facts.retrievalReference(), facts, ruling);
        if (entry.decision() == null) {
            throw new IllegalStateException("must be decided: mti=" + facts.mti());
        }
        return entry.decision();
    }

    private Entry write(
            Link link, Entry.Kind kind, @Nullable String about, Facts facts, Ruling ruling) {
        turn.lock();
        try {
            var entry =
                    new Entry(
                            lastNumber + 1,
                            clock.instant(),
                            kind,
                            link.number(),
                            about,
                            facts,
                            ruling.rule());
            apply(entry, file.append(entry));
            return entry;
        } finally {
            turn.unlock();
        }
    }

    /// What a line changes in memory; the same when it is written and when it is read again.
    private void apply(Entry entry, long offset) {
        lastNumber = entry.number();
        var reference = entry.about();
        if (reference == null || (!trails.containsKey(reference) && trails.size() >= maxTrails)) {
            return;
        }
        var trail = trails.computeIfAbsent(reference, _ -> new Trail());
        trail.add(offset);
        var decision = entry.decision();
        if (decision == null) {
            return;
        }
        switch (decision.outcome()) {
            case APPROVED, DECLINED -> {
                var original = Original.of(entry.message(), decision);
                if (original != null) {
                    trail.decide(original);
                }
            }
            case REVERSED, REVERSED_AHEAD -> trail.reverse();
            case REVERSED_DECLINE,
                    REVERSED_BEFORE,
                    REVERSAL_DIFFERS,
                    REPEATED,
                    REFERENCE_REUSED,
                    REFUSED_AFTER_REVERSAL,
                    REFUSED_NOT_SIGNED_ON,
                    REFUSED_MALFORMED,
                    REFUSED_UNKNOWN_TYPE,
                    REFUSED_RECORD_FULL,
                    SIGNED_ON,
                    SIGNED_OFF,
                    ECHOED -> {
                // These move nothing.
            }
        }
    }

    @Override
    public void close() {
        turn.lock();
        try {
            file.close();
        } finally {
            turn.unlock();
        }
    }
}
