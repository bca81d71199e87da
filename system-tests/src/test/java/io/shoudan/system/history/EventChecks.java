package io.shoudan.system.history;

import static java.util.stream.Collectors.groupingBy;

import io.shoudan.contracts.event.BatchClosed;
import io.shoudan.contracts.event.BatchSettled;
import io.shoudan.contracts.event.DomainEvent;
import io.shoudan.contracts.event.MerchantEvent;
import io.shoudan.contracts.event.TransactionApproved;
import io.shoudan.contracts.event.TransactionCaptured;
import io.shoudan.contracts.event.TransactionEvent;
import io.shoudan.contracts.event.TransactionFacts;
import io.shoudan.contracts.event.TransactionSent;
import io.shoudan.system.history.Fact.Backlog;
import io.shoudan.system.history.Fact.Owned;
import io.shoudan.system.history.Fact.Payment;
import io.shoudan.system.history.Fact.Said;
import io.shoudan.system.history.Fact.SettledBatch;
import io.shoudan.system.history.Fact.Step;
import io.shoudan.system.history.Fact.TerminalBatch;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What was said against what happened.
final class EventChecks {

    private EventChecks() {}

    /// I17. An event may come twice, with the same id and content: Kafka is given it at least once.
    static void eventsAreWhatHappened(Lookup history, Findings found) {
        history.all(Backlog.class)
                .forEach(
                        it ->
                                found.addIf(
                                        it.events() > 0,
                                        it.events() + " events were never said",
                                        it.service()));
        history.all(Said.class)
                .forEach(
                        it ->
                                found.addIf(
                                        !it.putAside() && !it.readable(),
                                        "an event that nobody can read",
                                        it.place()));
        var once = once(history, found);
        keysKeepTheirPartition(once, found);
        payments(history, once, found);
        batches(history, once, found);
        owners(history, once, found);
    }

    /// Each event where it first came, in the order of its partition.
    static List<Said> once(Lookup history, Findings found) {
        Map<UUID, Said> first = new HashMap<>();
        return inOrder(history).stream()
                .filter(
                        it -> {
                            var before = first.putIfAbsent(it.id(), it);
                            found.addIf(
                                    before != null && !sameContent(before, it),
                                    "an event came again with other content",
                                    it.place() + " and " + before(before));
                            return before == null;
                        })
                .toList();
    }

    private static String before(@Nullable Said said) {
        return said == null ? "" : said.place();
    }

    private static boolean sameContent(Said one, Said other) {
        return one.type().equals(other.type())
                && one.key().equals(other.key())
                && one.content().equals(other.content());
    }

    /// What consumers can read, in the order in which they get it.
    static List<Said> inOrder(Lookup history) {
        return history.all(Said.class).stream()
                .filter(it -> !it.putAside() && it.readable())
                .sorted(
                        Comparator.comparing(Said::topic)
                                .thenComparingInt(Said::partition)
                                .thenComparingLong(Said::offset))
                .toList();
    }

    private static void keysKeepTheirPartition(List<Said> once, Findings found) {
        Map<String, Integer> partitions = new HashMap<>();
        for (var said : once) {
            var known = partitions.putIfAbsent(said.topic() + said.key(), said.partition());
            found.addIf(
                    known != null && known != said.partition(),
                    "one key in two partitions",
                    said.place());
            found.addIf(!said.key().equals(said.event().key()), "under a wrong key", said.place());
        }
    }

    /// Numbered without gaps, in order, and each as its step says.
    private static void payments(Lookup history, List<Said> once, Findings found) {
        var steps =
                history.all(Step.class).stream()
                        .filter(it -> it.transition() != null)
                        .collect(groupingBy(Step::transactionId));
        Map<UUID, Integer> last = new HashMap<>();
        Set<UUID> approved = new HashSet<>();
        for (var said : once) {
            if (!(said.event() instanceof TransactionEvent.OfTransaction event)) {
                continue;
            }
            var facts = event.transaction();
            int expected = last.merge(facts.transactionId(), 1, Integer::sum);
            found.addIf(
                    facts.sequence() != expected,
                    "event " + facts.sequence() + " of a payment in place of " + expected,
                    said.place() + ", id " + facts.transactionId());
            if (event instanceof TransactionApproved) {
                approved.add(facts.transactionId());
            }
            found.addIf(
                    event instanceof TransactionSent && overtakes(history, facts, approved),
                    "a void or refund before the approval that it takes back",
                    said.place() + ", id " + facts.transactionId());
            boolean happened =
                    steps.getOrDefault(facts.transactionId(), List.of()).stream()
                            .anyMatch(
                                    it ->
                                            Objects.equals(it.transition(), facts.sequence())
                                                    && it.state().equals(facts.state().name()));
            var row = history.payment(facts.transactionId());
            found.addIf(
                    !happened || row.filter(it -> agrees(it, facts)).isEmpty(),
                    "an event of what never happened",
                    said.place() + ", id " + facts.transactionId());
        }
        for (var row : history.all(Payment.class)) {
            int said = last.getOrDefault(row.id(), 0);
            found.addIf(
                    said != row.transitionCount(),
                    said + " events of " + row.transitionCount() + " changes",
                    row.key());
        }
    }

    /// Of one terminal's events only, because others have keys and so partitions of their own.
    private static boolean overtakes(Lookup history, TransactionFacts facts, Set<UUID> approved) {
        var original = facts.originalId();
        return original != null
                && !approved.contains(original)
                && history.payment(original)
                        .filter(it -> it.terminalId().equals(facts.terminalId()))
                        .isPresent();
    }

    private static boolean agrees(Payment row, TransactionFacts facts) {
        var amount = facts.amount();
        return row.kind().equals(facts.kind().name())
                && row.terminalId().equals(facts.terminalId())
                && row.merchantId().equals(facts.merchantId())
                && row.batchNumber().equals(facts.batchNumber())
                && row.traceNumber().equals(facts.traceNumber())
                && row.retrievalReference().equals(facts.retrievalReference())
                && row.businessDate().equals(facts.businessDate())
                && Objects.equals(row.amountMinor(), amount == null ? null : amount.minorUnits());
    }

    /// A close is said once, after all of its members.
    private static void batches(Lookup history, List<Said> once, Findings found) {
        Map<Long, Integer> captured = new HashMap<>();
        Map<Long, Integer> closed = new HashMap<>();
        Map<Long, Integer> settled = new HashMap<>();
        for (var said : once) {
            switch (said.event()) {
                case TransactionCaptured event -> captured.merge(event.batchId(), 1, Integer::sum);
                case BatchClosed event -> {
                    closed.merge(event.batchId(), 1, Integer::sum);
                    found.addIf(
                            captured.getOrDefault(event.batchId(), 0) != event.memberCount(),
                            "closed after %d of %d members"
                                    .formatted(
                                            captured.getOrDefault(event.batchId(), 0),
                                            event.memberCount()),
                            said.place() + ", batch id " + event.batchId());
                }
                case BatchSettled event -> settled.merge(event.batchId(), 1, Integer::sum);
                default -> {
                    // Says nothing of how a batch ends.
                }
            }
        }
        for (var batch : history.all(TerminalBatch.class)) {
            int members = captured.getOrDefault(batch.id(), 0);
            found.addIf(
                    batch.closedAt() != null && !Objects.equals(batch.memberCount(), members),
                    "closed with " + batch.memberCount() + " members, and " + members + " are said",
                    "batch id " + batch.id());
            found.addIf(
                    closed.getOrDefault(batch.id(), 0) != (batch.closedAt() == null ? 0 : 1),
                    "is " + batch.state() + ", and its close is said otherwise",
                    "batch id " + batch.id());
        }
        for (var batch : history.all(SettledBatch.class)) {
            found.addIf(
                    settled.getOrDefault(batch.batchId(), 0) != (batch.settledAt() == null ? 0 : 1),
                    "settled or not, and it is said otherwise",
                    "batch id " + batch.batchId());
        }
    }

    /// Of what merchant-service owns, the newest version is said last.
    private static void owners(Lookup history, List<Said> once, Findings found) {
        Map<String, Long> newest = new HashMap<>();
        Set<String> said = new HashSet<>();
        for (var each : once) {
            DomainEvent event = each.event();
            if (event instanceof MerchantEvent state) {
                var name = each.topic() + "/" + each.key();
                newest.put(name, state.version());
                said.add(name);
            }
        }
        for (var row : history.all(Owned.class)) {
            var name = row.topic() + "/" + row.key();
            found.addIf(
                    !said.contains(name) || newest.getOrDefault(name, 0L) != row.version(),
                    "version " + row.version() + ", and the last one said is " + newest.get(name),
                    name);
        }
    }
}
