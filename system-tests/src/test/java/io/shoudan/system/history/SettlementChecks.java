package io.shoudan.system.history;

import static java.util.stream.Collectors.groupingBy;

import io.shoudan.contracts.event.BatchClosed;
import io.shoudan.contracts.event.BatchSettled;
import io.shoudan.contracts.event.BatchTotalsReceived;
import io.shoudan.contracts.event.BatchUploadEnded;
import io.shoudan.contracts.event.BatchUploadReceived;
import io.shoudan.contracts.event.BindingChanged;
import io.shoudan.contracts.event.CaptureReversed;
import io.shoudan.contracts.event.DomainEvent;
import io.shoudan.contracts.event.MerchantChanged;
import io.shoudan.contracts.event.MerchantEvent;
import io.shoudan.contracts.event.TariffChanged;
import io.shoudan.contracts.event.TransactionCaptured;
import io.shoudan.contracts.event.TransactionFacts;
import io.shoudan.system.history.Fact.Copied;
import io.shoudan.system.history.Fact.Entry;
import io.shoudan.system.history.Fact.Line;
import io.shoudan.system.history.Fact.Payment;
import io.shoudan.system.history.Fact.Posting;
import io.shoudan.system.history.Fact.Said;
import io.shoudan.system.history.Fact.SettledBatch;
import io.shoudan.system.history.Fact.Taken;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What consumers made of events.
final class SettlementChecks {

    private static final Map<String, Set<String>> COPIES =
            Map.of(
                    "terminal-service",
                    Set.of(MerchantChanged.TOPIC, BindingChanged.TOPIC),
                    "transaction-service",
                    Set.of(MerchantChanged.TOPIC, BindingChanged.TOPIC),
                    "settlement-service",
                    Set.of(MerchantChanged.TOPIC, TariffChanged.TOPIC));

    private SettlementChecks() {}

    /// I11
    static void eachCaptureIsPostedOnce(Lookup history, Findings found) {
        var lines = history.all(Line.class).stream().collect(groupingBy(Line::source));
        var entries = history.all(Entry.class).stream().collect(groupingBy(Entry::sourceId));
        Set<String> due = new HashSet<>();
        for (var row : history.all(Payment.class)) {
            if (row.captured()) {
                due.add(row.id() + "/" + row.kind());
                if (row.captureReversedOn() != null) {
                    due.add(row.id() + "/" + row.kind() + "_REVERSAL");
                }
            }
        }
        for (var source : due) {
            int lineCount = lines.getOrDefault(source, List.of()).size();
            int entryCount = entries.getOrDefault(source, List.of()).size();
            found.addIf(lineCount != 1, lineCount + " settlement lines of a capture", source);
            found.addIf(entryCount != 1, entryCount + " journal entries of a capture", source);
        }
        lines.keySet().forEach(it -> found.addIf(!due.contains(it), "nothing was captured", it));
        entries.keySet().forEach(it -> found.addIf(!due.contains(it), "nothing was captured", it));
        amounts(history, lines, found);
    }

    private static void amounts(Lookup history, Map<String, List<Line>> lines, Findings found) {
        for (var same : lines.values()) {
            for (var line : same) {
                var amount = history.payment(line.transactionId()).map(Payment::amountMinor);
                found.addIf(
                        !Objects.equals(amount.orElse(null), line.amountMinor()),
                        "line of " + line.amountMinor() + " for " + amount.orElse(null),
                        line.source());
            }
        }
        var postings = history.all(Posting.class).stream().collect(groupingBy(Posting::entryId));
        for (var entry : history.all(Entry.class)) {
            for (var line : lines.getOrDefault(entry.sourceId(), List.of())) {
                found.addIf(
                        !posts(postings.getOrDefault(entry.entryId(), List.of()), line),
                        "postings are not those of the line",
                        "entry " + entry.entryId() + ", " + entry.sourceId());
            }
        }
    }

    /// The network owes us the amount of a purchase, we owe it to the merchant less the fee, which
    /// we earned; a refund and a compensation of a purchase the other way round.
    private static boolean posts(List<Posting> postings, Line line) {
        boolean pays = Set.of("PURCHASE", "REFUND_REVERSAL").contains(line.kind());
        long amount = pays ? line.amountMinor() : -line.amountMinor();
        long fee = Objects.requireNonNullElse(line.feeMinor(), 0L);
        return debits(postings, "network-receivable:") == amount
                && debits(postings, "merchant-payable:" + line.merchantId()) == fee - amount
                && debits(postings, "fee-income") == -fee
                && postings.size() == (fee == 0 ? 2 : 4);
    }

    /// Debits less credits.
    private static long debits(List<Posting> postings, String account) {
        return postings.stream()
                .filter(it -> it.account().startsWith(account))
                .mapToLong(it -> it.side().equals("DEBIT") ? it.amountMinor() : -it.amountMinor())
                .sum();
    }

    /// I18. Lines that lack or are too many are I11's.
    static void consumersHoldWhatAReplayGives(Lookup history, Findings found) {
        for (var said : history.all(Said.class)) {
            found.addIf(said.putAside(), "an event was put aside", said.place());
        }
        var events = EventChecks.inOrder(history);
        eachIsTakenIn(history, events, found);
        copiesAreReplayed(history, events, found);
        linesAreReplayed(history, events, found);
        batchesAreReplayed(history, events, found);
    }

    private static void eachIsTakenIn(Lookup history, List<Said> events, Findings found) {
        Map<Taken, Integer> taken = new HashMap<>();
        history.all(Taken.class).forEach(it -> taken.merge(it, 1, Integer::sum));
        for (var said : events) {
            for (var consumer : consumers(said.event())) {
                var mark = new Taken(consumer.service, consumer.name, said.id());
                found.addIf(
                        taken.getOrDefault(mark, 0) != 1,
                        "taken in %d times by %s"
                                .formatted(taken.getOrDefault(mark, 0), consumer.service),
                        said.place() + ", event " + said.id());
            }
        }
    }

    private record Consumer(String service, String name) {}

    /// Who marks what it has taken in. transaction-service's copies go by version only.
    private static List<Consumer> consumers(DomainEvent event) {
        var settlement = new Consumer("settlement-service", "settlement");
        var terminal = new Consumer("terminal-service", "merchant-copy");
        return switch (event) {
            case TransactionCaptured _,
                    CaptureReversed _,
                    BatchClosed _,
                    BatchTotalsReceived _,
                    BatchUploadReceived _,
                    BatchUploadEnded _,
                    TariffChanged _ ->
                    List.of(settlement);
            case MerchantChanged _ -> List.of(settlement, terminal);
            case BindingChanged _ -> List.of(terminal);
            case BatchSettled _ ->
                    List.of(new Consumer("transaction-service", "transaction-service/settlement"));
            default -> List.of();
        };
    }

    private static void copiesAreReplayed(Lookup history, List<Said> events, Findings found) {
        Map<String, MerchantEvent> replayed = new HashMap<>();
        for (var said : events) {
            if (said.event() instanceof MerchantEvent state) {
                replayed.merge(
                        said.topic() + "/" + said.key(),
                        state,
                        (one, other) -> other.version() > one.version() ? other : one);
            }
        }
        Map<String, Copied> copies = new HashMap<>();
        history.all(Copied.class)
                .forEach(it -> copies.put(it.service() + "/" + it.topic() + "/" + it.key(), it));
        COPIES.forEach(
                (service, topics) ->
                        replayed.forEach(
                                (name, state) -> {
                                    if (topics.contains(state.topic())) {
                                        found.addIf(
                                                !copies(state, copies.get(service + "/" + name)),
                                                "a copy is not what a replay gives",
                                                service + ", " + name);
                                    }
                                }));
    }

    private static boolean copies(MerchantEvent state, @Nullable Copied copy) {
        if (copy == null || copy.version() != state.version()) {
            return false;
        }
        var status =
                switch (state) {
                    case MerchantChanged merchant -> merchant.status().name();
                    case BindingChanged binding -> binding.status().name();
                    case TariffChanged _ -> null;
                };
        return copy.status() == null || copy.status().equals(status);
    }

    private static void linesAreReplayed(Lookup history, List<Said> events, Findings found) {
        Map<String, Line> replayed = new HashMap<>();
        for (var said : events) {
            switch (said.event()) {
                case TransactionCaptured(var facts, var batchId) ->
                        put(replayed, facts, "", batchId, facts.businessDate());
                case CaptureReversed(var facts, var date) ->
                        put(replayed, facts, "_REVERSAL", null, date);
                default -> {
                    // Makes no line.
                }
            }
        }
        for (var line : history.all(Line.class)) {
            var expected = replayed.get(line.source());
            found.addIf(
                    expected != null && !expected.equals(bare(line)),
                    "a line is not what a replay gives",
                    line.source());
        }
    }

    private static void put(
            Map<String, Line> lines,
            TransactionFacts facts,
            String suffix,
            @Nullable Long batchId,
            LocalDate date) {
        var amount = Objects.requireNonNull(facts.amount());
        var line =
                new Line(
                        facts.transactionId(),
                        facts.kind() + suffix,
                        facts.merchantId(),
                        facts.terminalId(),
                        batchId,
                        facts.retrievalReference(),
                        amount.minorUnits(),
                        amount.currency().getCurrencyCode(),
                        date,
                        "",
                        null);
        lines.put(line.source(), line);
    }

    /// Without how far it came.
    private static Line bare(Line line) {
        return new Line(
                line.transactionId(),
                line.kind(),
                line.merchantId(),
                line.terminalId(),
                line.batchId(),
                line.retrievalReference(),
                line.amountMinor(),
                line.currency(),
                line.businessDate(),
                "",
                null);
    }

    private static void batchesAreReplayed(Lookup history, List<Said> events, Findings found) {
        Map<Long, SettledBatch> batches = new HashMap<>();
        history.all(SettledBatch.class).forEach(it -> batches.put(it.batchId(), it));
        Set<Long> settled = new HashSet<>();
        for (var said : events) {
            switch (said.event()) {
                case BatchClosed event -> {
                    var batch = batches.get(event.batchId());
                    found.addIf(
                            batch == null
                                    || !Objects.equals(batch.memberCount(), event.memberCount())
                                    || batch.appliedAt() == null,
                            "a closed batch is not what a replay gives",
                            "batch id " + event.batchId());
                }
                case BatchSettled event -> settled.add(event.batchId());
                default -> {
                    // Says nothing of how a batch ends.
                }
            }
        }
        for (var row : history.all(Payment.class)) {
            boolean of = row.captureBatchId() != null && settled.contains(row.captureBatchId());
            found.addIf(
                    row.captured() && of != row.state().equals("SETTLED"),
                    "is " + row.state() + ", and its batch is said otherwise",
                    row.key());
        }
    }
}
