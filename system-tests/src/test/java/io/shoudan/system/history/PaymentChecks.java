package io.shoudan.system.history;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.shoudan.system.history.Fact.Exchanged;
import io.shoudan.system.history.Fact.Payment;
import io.shoudan.system.history.Fact.Reversal;
import io.shoudan.system.history.Fact.Step;
import io.shoudan.system.history.Fact.TerminalReversal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// What became of each payment.
final class PaymentChecks {

    /// From money-rules, and not from the code that is checked.
    private static final Set<String> WAYS =
            Set.of(
                    "> RECEIVED",
                    "> SENT",
                    "> DECLINED",
                    "RECEIVED > SENT",
                    "RECEIVED > DECLINED",
                    "SENT > APPROVED",
                    "SENT > DECLINED",
                    "SENT > UNKNOWN",
                    "UNKNOWN > REVERSAL_DUE",
                    "APPROVED > REVERSAL_DUE",
                    "REVERSED > REVERSAL_DUE",
                    "NOT_DONE > REVERSAL_DUE",
                    "REVERSAL_DUE > REVERSED",
                    "REVERSAL_DUE > NOT_DONE",
                    "APPROVED > VOIDED",
                    "VOIDED > APPROVED",
                    "APPROVED > CAPTURED",
                    "CAPTURED > SETTLED",
                    "CAPTURED > CAPTURED",
                    "SETTLED > SETTLED");

    private static final Set<String> LIVE = Set.of("DUE", "SENT", "QUARANTINED");

    private PaymentChecks() {}

    /// I3. The ways through the states allow one outcome each, so that a legal way that ends where
    /// the row is resolves it once.
    static void everyRequestIsResolvedOnce(Lookup history, Findings found) {
        var steps = history.all(Step.class).stream().collect(groupingBy(Step::transactionId));
        for (var row : history.all(Payment.class)) {
            found.addIf(row.open(), "still " + row.state(), row.key());
            String at = "";
            for (var step : transitions(steps.getOrDefault(row.id(), List.of()))) {
                var way = (at + " > " + step.state()).strip();
                found.addIf(!WAYS.contains(way), "went " + way, row.key());
                at = step.state();
            }
            found.addIf(
                    !at.equals(row.state()),
                    "is " + row.state() + ", and its last step says " + at,
                    row.key());
        }
        for (var reversal : history.all(Reversal.class)) {
            found.addIf(
                    LIVE.contains(reversal.state()),
                    "its reversal is still " + reversal.state(),
                    key(history, reversal.transactionId()));
        }
    }

    private static List<Step> transitions(List<Step> steps) {
        return steps.stream()
                .filter(it -> it.transition() != null)
                .sorted(Comparator.comparingInt(Step::sequence))
                .toList();
    }

    private static String key(Lookup history, UUID id) {
        return history.payment(id).map(Payment::key).orElse("id " + id + ", which has no row");
    }

    /// I8
    static void eachReversalTakesEffectOnce(Lookup history, Findings found) {
        for (var trail : history.trails()) {
            found.addIf(
                    trail.undone() > 1,
                    "undone " + trail.undone() + " times at the network",
                    "reference " + trail.reference());
            found.addIf(
                    trail.reversals() > 0 && history.under(trail.reference()).isEmpty(),
                    "a reversal of nothing that we know",
                    "reference " + trail.reference());
        }
        for (var reversal : history.all(Reversal.class)) {
            found.addIf(
                    history.payment(reversal.transactionId()).isEmpty(),
                    "a reversal without its original",
                    "reversal " + reversal.id());
        }
        var acknowledged =
                history.all(Reversal.class).stream()
                        .filter(it -> !LIVE.contains(it.state()))
                        .collect(groupingBy(Reversal::transactionId, counting()));
        var undone =
                history.all(Step.class).stream()
                        .filter(it -> it.transition() != null)
                        .filter(it -> Set.of("REVERSED", "NOT_DONE").contains(it.state()))
                        .collect(groupingBy(Step::transactionId, counting()));
        for (var row : history.all(Payment.class)) {
            long effects =
                    undone.getOrDefault(row.id(), 0L) + (row.captureReversedOn() == null ? 0 : 1);
            long reversals = acknowledged.getOrDefault(row.id(), 0L);
            found.addIf(
                    effects > reversals,
                    effects + " times reversed by " + reversals + " acknowledged reversals",
                    row.key());
            found.addIf(
                    reversals > 0 && history.trail(row.retrievalReference()).reversals() == 0,
                    "a reversal is acknowledged that the network never received",
                    row.key());
        }
        terminalsAreObeyed(history, found);
    }

    /// What a terminal was told is reversed is recorded as its reversal, once, and stands no more.
    private static void terminalsAreObeyed(Lookup history, Findings found) {
        Map<String, List<TerminalReversal>> recorded =
                history.all(TerminalReversal.class).stream()
                        .collect(groupingBy(TerminalReversal::identity));
        for (var each : history.all(Exchanged.class)) {
            if (!each.request().reversal() || !each.hears("00")) {
                continue;
            }
            var identity = each.request().identity();
            var rows = recorded.getOrDefault(identity, List.of());
            found.addIf(
                    rows.size() != 1,
                    "a terminal's reversal is recorded " + rows.size() + " times",
                    AnswerChecks.keys(each));
            found.addIf(
                    rows.stream().anyMatch(it -> it.transactionId() == null)
                            && history.of(identity).stream()
                                    .anyMatch(it -> !it.state().equals("DECLINED")),
                    "an original that came after its reversal was not declined",
                    AnswerChecks.keys(each));
            boolean withheld = rows.stream().anyMatch(TerminalReversal::withheld);
            for (var row : history.of(identity)) {
                found.addIf(
                        row.stands() && !withheld && !row.state().equals("VOIDED"),
                        "a terminal was told that it is reversed, and it stands",
                        row.key());
            }
        }
    }

    /// I9
    static void lateApprovalsNeverSurface(Lookup history, Findings found) {
        var approved =
                history.all(Exchanged.class).stream()
                        .filter(it -> it.paymentAnswer() != null && it.hears("00"))
                        .collect(
                                groupingBy(
                                        it ->
                                                it.answer() == null
                                                        ? ""
                                                        : String.valueOf(it.answer().reference())));
        for (var trail : history.trails()) {
            if (trail.approval().isEmpty()) {
                continue;
            }
            for (var row : history.under(trail.reference())) {
                if ("APPROVED".equals(row.answerResult())) {
                    continue;
                }
                found.addIf(
                        approved.containsKey(trail.reference()),
                        "a late approval was told",
                        row.key());
                found.addIf(trail.stands(), "a late approval was not reversed", row.key());
            }
        }
    }
}
