package io.shoudan.system.history;

import static java.util.stream.Collectors.groupingBy;

import io.shoudan.system.history.Fact.Answer;
import io.shoudan.system.history.Fact.Exchanged;
import io.shoudan.system.history.Fact.Heard;
import io.shoudan.system.history.Fact.Identity;
import io.shoudan.system.history.Fact.Line;
import io.shoudan.system.history.Fact.Payment;
import io.shoudan.system.history.Fact.Recorded;
import io.shoudan.system.history.Fact.Strayed;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What terminals heard against what is recorded.
final class AnswerChecks {

    /// The terminal's own time-out, money rule 9.
    private static final long TERMINAL_PATIENCE_MS = 60_000;

    private static final String YES = "00";

    /// Answers to requests that no key has verified: what they name may be what was garbled.
    private static final Set<String> UNVERIFIED = Set.of("03", "30", "58", "77", "97", "A0");

    private AnswerChecks() {}

    /// I1
    static void everyApprovalIsOneRow(Lookup history, Findings found) {
        for (var each : history.all(Exchanged.class)) {
            var answer = each.paymentAnswer();
            if (answer == null || !answer.code().equals(YES)) {
                continue;
            }
            var rows = history.under(String.valueOf(answer.reference()));
            if (rows.size() == 1) {
                var differences = differences(each, answer, rows.getFirst());
                found.addIf(
                        !differences.isEmpty(),
                        "approval and row differ in " + String.join(", ", differences),
                        rows.getFirst().key());
            } else {
                found.add("approval with " + rows.size() + " rows", keys(each));
            }
        }
    }

    private static List<String> differences(Exchanged each, Answer answer, Payment row) {
        var request = each.request();
        Map<String, Boolean> same = new TreeMap<>();
        same.put("terminal", row.terminalId().equals(answer.terminalId()));
        same.put("merchant", row.merchantId().equals(answer.merchantId()));
        same.put("trace", row.traceNumber().equals(answer.traceNumber()));
        same.put("batch", row.batchNumber().equals(answer.batchNumber()));
        same.put("what was asked", row.identity().equals(request.identity()));
        same.put(
                "authorization code",
                Objects.equals(row.authorizationCode(), answer.authorizationCode()));
        same.put("amount", Objects.equals(row.amountMinor(), answer.amountMinor()));
        same.put("amount asked", Objects.equals(row.amountMinor(), request.amountMinor()));
        same.put(
                "currency",
                row.currency() == null || numeric(row.currency()).equals(answer.currency()));
        return same.entrySet().stream()
                .filter(it -> !it.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String numeric(String currency) {
        return Currency.getInstance(currency).getNumericCodeAsString();
    }

    /// I2. A terminal that hears 98 acts on it as on a decline.
    static void noDeclineHasAnEffect(Lookup history, Findings found) {
        var lines = history.all(Line.class).stream().collect(groupingBy(Line::transactionId));
        for (var each : history.all(Exchanged.class)) {
            var answer = each.paymentAnswer();
            if (answer == null || answer.code().equals(YES) || answer.reference() == null) {
                continue;
            }
            found.addIf(
                    history.trail(answer.reference()).stands(),
                    "the network holds what the terminal heard declined",
                    keys(each));
            for (var row : history.under(answer.reference())) {
                found.addIf(row.stands(), "heard declined, and stands", row.key());
                found.addIf(row.holdsClaim(), "heard declined, and holds a claim", row.key());
                found.addIf(
                        net(lines.getOrDefault(row.id(), List.of())) != 0,
                        "heard declined, and is settled",
                        row.key());
            }
        }
        claimsAreHeld(history, found);
    }

    private static long net(List<Line> lines) {
        return lines.stream()
                .mapToLong(
                        it -> it.kind().endsWith("REVERSAL") ? -it.amountMinor() : it.amountMinor())
                .sum();
    }

    /// An original is claimed by those who hold a claim, and by nobody else.
    private static void claimsAreHeld(Lookup history, Findings found) {
        Map<Object, Long> refunds = new HashMap<>();
        Map<Object, Payment> voids = new HashMap<>();
        for (var row : history.all(Payment.class)) {
            if (row.holdsClaim() && row.originalId() != null) {
                if (row.kind().equals("VOID")) {
                    voids.put(row.originalId(), row);
                } else {
                    refunds.merge(row.originalId(), amount(row), Long::sum);
                }
            }
        }
        for (var row : history.all(Payment.class)) {
            found.addIf(
                    row.refundedMinor() != refunds.getOrDefault(row.id(), 0L),
                    "refunded is not what its refunds claim",
                    row.key());
            var claimant = voids.get(row.id());
            found.addIf(
                    !Objects.equals(row.voidClaimId(), claimant == null ? null : claimant.id()),
                    "claimed by another void than the one that holds the claim",
                    row.key());
        }
    }

    private static long amount(Payment row) {
        return Objects.requireNonNullElse(row.amountMinor(), 0L);
    }

    /// I4
    static void repeatsHearOneAnswer(Lookup history, Findings found) {
        history.byIdentity()
                .forEach(
                        (identity, rows) ->
                                found.addIf(
                                        rows.size() > 1,
                                        rows.size() + " rows of one identity",
                                        identity));
        for (var trail : history.trails()) {
            long asked =
                    trail.lines().stream()
                            .filter(Recorded::authorization)
                            .filter(it -> !copiedOnTheWay(history, it))
                            .count();
            found.addIf(
                    asked > 1,
                    "asked the network " + asked + " times",
                    "reference " + trail.reference());
        }
        history.all(Exchanged.class).stream()
                .filter(it -> it.paymentAnswer() != null)
                .collect(groupingBy(it -> it.request().identity() + it.request().content()))
                .values()
                .forEach(same -> oneAnswer(history, same, found));
    }

    /// A line that is disturbed on purpose may deliver a request twice, which moves nothing.
    private static boolean copiedOnTheWay(Lookup history, Recorded line) {
        return line.decided("REPEATED") && history.disturbed(line.at(), line.at().plusMillis(1));
    }

    private static void oneAnswer(Lookup history, List<Exchanged> same, Findings found) {
        List<Answer> answers = new ArrayList<>();
        for (var each : same) {
            var answer = each.paymentAnswer();
            if (answer != null
                    && !answer.beforeIdentity(!history.under(text(answer.reference())).isEmpty())) {
                answers.add(answer);
            }
        }
        // A refusal without a row has a reference of its own each time.
        boolean recorded =
                answers.stream().anyMatch(it -> !history.under(text(it.reference())).isEmpty());
        long different =
                answers.stream().map(it -> recorded ? whole(it) : it.code()).distinct().count();
        found.addIf(different > 1, different + " answers to one request", keys(same.getFirst()));
    }

    private static String whole(Answer it) {
        return String.join(
                "/", it.code(), text(it.reference()), text(it.authorizationCode()), it.same());
    }

    private static String text(@Nullable String text) {
        return String.valueOf(text);
    }

    /// I5: nothing is merged by a trace number that comes round, a batch that rolls over or a
    /// re-flash, and no row is there that nobody asked for.
    static void everyOriginalHasItsOwnRow(Lookup history, Findings found) {
        Map<String, Exchanged> owners = new HashMap<>();
        for (var each : history.all(Exchanged.class)) {
            var answer = each.paymentAnswer();
            if (answer != null && answer.reference() != null) {
                var owner = owners.putIfAbsent(answer.reference(), each);
                found.addIf(
                        owner != null && owner.order() != each.order(),
                        "two requests were given one row",
                        keys(each));
            }
        }
        var terminals =
                history.all(Exchanged.class).stream()
                        .map(it -> it.request().terminalId())
                        .collect(Collectors.toSet());
        var asked =
                history.all(Exchanged.class).stream()
                        .filter(it -> it.request().payment())
                        .map(it -> it.request().identity())
                        .collect(Collectors.toSet());
        var identities =
                history.all(Identity.class).stream()
                        .filter(it -> it.transactionId() != null)
                        .collect(groupingBy(it -> String.valueOf(it.transactionId())));
        for (var row : history.all(Payment.class)) {
            found.addIf(
                    terminals.contains(row.terminalId()) && !asked.contains(row.identity()),
                    "a row that no terminal asked for",
                    row.key());
            found.addIf(
                    identities.getOrDefault(row.id().toString(), List.of()).stream()
                            .noneMatch(it -> it.identity().equals(row.identity())),
                    "a row without its identity, which a repeat would not find",
                    row.key());
        }
    }

    /// I6
    static void everyTerminalHearsInTime(Lookup history, Findings found) {
        for (var each : history.all(Exchanged.class)) {
            boolean late = each.tookMs() > TERMINAL_PATIENCE_MS;
            boolean nothing = each.heard() == Heard.TIMED_OUT || each.heard() == Heard.GARBLED;
            found.addIf(
                    (late || nothing) && !history.disturbed(each),
                    "heard " + each.heard() + " after " + each.tookMs() + " ms",
                    keys(each));
        }
        for (var stray : history.all(Strayed.class)) {
            boolean foreign =
                    !stray.terminalId().equals(stray.answerTo())
                            && !UNVERIFIED.contains(String.valueOf(stray.code()));
            found.addIf(
                    foreign || !history.disturbed(stray.at(), stray.at().plusMillis(1)),
                    "an answer that was not asked for on this connection",
                    "terminal %s, answer %s %s to terminal %s, trace %s at %s"
                            .formatted(
                                    stray.terminalId(),
                                    stray.mti(),
                                    stray.code(),
                                    stray.answerTo(),
                                    stray.traceNumber(),
                                    stray.at()));
        }
    }

    static String keys(Exchanged each) {
        var answer = each.answer();
        return "request %s at %s, answer %s, reference %s"
                .formatted(
                        each.request().identity(),
                        each.at(),
                        answer == null ? each.heard() : answer.code(),
                        answer == null ? null : answer.reference());
    }
}
