package io.shoudan.system.history;

import static java.util.stream.Collectors.groupingBy;

import io.shoudan.system.history.Fact.Answer;
import io.shoudan.system.history.Fact.Exchanged;
import io.shoudan.system.history.Fact.Flaw;
import io.shoudan.system.history.Fact.Heard;
import io.shoudan.system.history.Fact.Identity;
import io.shoudan.system.history.Fact.Looked;
import io.shoudan.system.history.Fact.Measured;
import io.shoudan.system.history.Fact.Measured.Phase;
import io.shoudan.system.history.Fact.Recorded;
import io.shoudan.system.history.Fact.Searched;
import io.shoudan.system.history.Fact.TerminalBatch;
import io.shoudan.system.history.Fact.TerminalReversal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What operators and intruders see.
final class OperationChecks {

    private static final long LIST_MS = 2_000;

    /// Where card data is looked for, by the first word of a place.
    private static final Set<String> PLACES = Set.of("table", "topic", "log", "metrics");

    private static final long MORE_THREADS = 10;
    private static final long MORE_CONNECTIONS = 2;
    private static final double MORE_HEAP = 1.5;
    private static final long SMALL_HEAP_BYTES = 24L << 20;

    private OperationChecks() {}

    /// I20
    static void approvalsAreFoundSoon(Lookup history, Findings found) {
        for (var each : history.all(Looked.class)) {
            var keys = "reference %s, terminal %s".formatted(each.reference(), each.terminalId());
            if (each.afterMs() == null) {
                found.add("not found: " + each.place(), keys);
            } else {
                found.addIf(
                        each.place() == Looked.Place.LIST && each.afterMs() > LIST_MS,
                        "in the list after " + each.afterMs() + " ms",
                        keys);
            }
        }
    }

    /// I22. A place that nobody looked at proves nothing.
    static void nothingIsInTheClear(Lookup history, Findings found) {
        Map<String, Long> items = new HashMap<>();
        for (var each : history.all(Searched.class)) {
            items.merge(each.place().split(" ", 2)[0], each.items(), Long::sum);
            found.addIf(each.hits() > 0, "in the clear, " + each.hits() + " times", each.place());
        }
        for (var place : PLACES) {
            found.addIf(items.getOrDefault(place, 0L) == 0, "nothing was searched", place);
        }
    }

    /// I24
    static void refusedRequestsLeaveNothing(Lookup history, Findings found) {
        var identities =
                history.all(Identity.class).stream()
                        .map(Identity::identity)
                        .collect(Collectors.toSet());
        var reversals =
                history.all(TerminalReversal.class).stream()
                        .map(TerminalReversal::identity)
                        .collect(Collectors.toSet());
        history.all(Exchanged.class).stream()
                .filter(it -> it.request().payment() || it.request().reversal())
                .collect(groupingBy(it -> it.request().identity()))
                .forEach(
                        (identity, same) -> {
                            if (same.stream().allMatch(it -> refused(history, it))) {
                                found.addIf(
                                        !history.of(identity).isEmpty()
                                                || identities.contains(identity)
                                                || reversals.contains(identity),
                                        "refused, and recorded",
                                        identity);
                            }
                        });
        for (var each : history.all(Exchanged.class)) {
            found.addIf(
                    each.flaw() != null && each.hears("00"),
                    each.flaw() + " was accepted",
                    AnswerChecks.keys(each));
        }
        strangersStayOutside(history, found);
        nobodySignsOnForNothing(history, found);
    }

    private static boolean refused(Lookup history, Exchanged each) {
        Answer answer = each.answer();
        return each.flaw() != null
                || (answer != null
                        && answer.beforeIdentity(
                                !history.under(String.valueOf(answer.reference())).isEmpty()));
    }

    private static void strangersStayOutside(Lookup history, Findings found) {
        var strangers =
                history.all(Exchanged.class).stream()
                        .filter(it -> it.flaw() == Flaw.UNKNOWN_TERMINAL)
                        .map(it -> it.request().terminalId())
                        .collect(Collectors.toSet());
        for (var line : history.all(Recorded.class)) {
            found.addIf(
                    strangers.contains(String.valueOf(line.message().terminalId())),
                    "an unknown terminal reached the network",
                    "line " + line.number() + " of the network's record");
        }
    }

    /// A terminal that signed on and speaks in the open batch is never asked to sign on, whatever
    /// was restarted meanwhile.
    private static void nobodySignsOnForNothing(Lookup history, Findings found) {
        Map<String, Boolean> signedOn = new HashMap<>();
        for (var each : history.all(Exchanged.class)) {
            var request = each.request();
            var terminal = request.terminalId();
            var answer = each.answer();
            if (answer != null && answer.signOnAsked() && each.flaw() == null) {
                found.addIf(
                        signedOn.getOrDefault(terminal, false)
                                && inOpenBatch(history, each)
                                && !answer.code().equals("99"),
                        "asked to sign on for nothing",
                        AnswerChecks.keys(each));
            }
            if (each.heard() == Heard.BELIEVED && each.hears("00")) {
                if (request.mti().equals("0800")) {
                    signedOn.put(terminal, true);
                } else if ("002".equals(request.networkCode())) {
                    signedOn.put(terminal, false);
                }
            }
        }
    }

    private static boolean inOpenBatch(Lookup history, Exchanged each) {
        Instant heardAt = each.at().plusMillis(each.tookMs());
        return history.all(TerminalBatch.class).stream()
                .filter(it -> it.terminalId().equals(each.request().terminalId()))
                .filter(it -> it.batchNumber().equals(each.request().batchNumber()))
                .filter(it -> it.openedAt().isBefore(each.at()))
                .anyMatch(it -> it.closedAt() == null || it.closedAt().isAfter(heardAt));
    }

    /// I25
    static void resourcesComeBack(Lookup history, Findings found) {
        history.all(Measured.class).stream()
                .collect(groupingBy(Measured::service))
                .forEach((service, both) -> compare(service, both, found));
    }

    private static void compare(String service, List<Measured> both, Findings found) {
        var before = both.stream().filter(it -> it.phase() == Phase.BASELINE).findFirst();
        var after =
                both.stream().filter(it -> it.phase() == Phase.HEALED).reduce((_, last) -> last);
        if (before.isEmpty() || after.isEmpty()) {
            found.add("measured once only", service);
            return;
        }
        var was = before.get();
        var is = after.get();
        found.addIf(
                is.threads() > was.threads() + MORE_THREADS,
                was.threads() + " threads became " + is.threads(),
                service);
        found.addIf(
                is.connections() > was.connections() + MORE_CONNECTIONS,
                was.connections() + " connections became " + is.connections(),
                service);
        found.addIf(
                is.heapBytes() > was.heapBytes() * MORE_HEAP + SMALL_HEAP_BYTES,
                was.heapBytes() + " bytes of heap became " + is.heapBytes(),
                service);
    }
}
