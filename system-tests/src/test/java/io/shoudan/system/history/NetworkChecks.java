package io.shoudan.system.history;

import io.shoudan.system.history.Fact.Payment;
import io.shoudan.system.history.Fact.Recorded;
import io.shoudan.system.history.Fact.SwitchChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Our book against the card network's.
final class NetworkChecks {

    /// Money rule 11: within it every instance knows that a switch is off.
    private static final Duration SWITCH_DELAY = Duration.ofSeconds(1);

    private NetworkChecks() {}

    /// I7, by reference, authorization code and amount, and so by count and sum.
    static void whatStandsHereStandsThere(Lookup history, Findings found) {
        Set<String> here = new HashSet<>();
        for (var row : history.all(Payment.class)) {
            if (!row.stands()) {
                continue;
            }
            here.add(row.retrievalReference());
            var trail = history.trail(row.retrievalReference());
            if (!trail.stands()) {
                found.add("stands here and not at the network", row.key());
                continue;
            }
            var code = trail.approval().map(Recorded::decision).map(it -> it.authorizationCode());
            found.addIf(
                    !Objects.equals(row.authorizationCode(), code.orElse(null)),
                    "the network authorized it under another code",
                    row.key());
            var amount = trail.approval().map(it -> it.message().amountMinor());
            found.addIf(
                    !Objects.equals(row.amountMinor(), amount.orElse(null)),
                    "the network holds " + amount.orElse(null) + " for " + row.amountMinor(),
                    row.key());
        }
        for (var trail : history.trails()) {
            found.addIf(
                    trail.stands() && !here.contains(trail.reference()),
                    "stands at the network and not here",
                    "reference " + trail.reference());
        }
    }

    /// I10. What a frozen process pushes out late was in time when its sender last looked.
    static void nothingIsSentThatMayNotBe(Lookup history, Findings found) {
        Set<Long> signedOn = new HashSet<>();
        for (var line : history.all(Recorded.class)) {
            if (line.decided("SIGNED_ON")) {
                signedOn.add(line.connection());
            } else if (line.decided("SIGNED_OFF")) {
                signedOn.remove(line.connection());
            } else if (line.authorization() || line.reversal()) {
                found.addIf(
                        !signedOn.contains(line.connection())
                                || line.decided("REFUSED_NOT_SIGNED_ON"),
                        "sent before the sign-on",
                        key(line));
                for (var row : history.under(String.valueOf(line.about()))) {
                    found.addIf(pastDeadline(history, line, row), "sent too late", row.key());
                    found.addIf(
                            switchedOff(history, line, row), "sent with the switch off", row.key());
                }
            }
        }
    }

    private static boolean pastDeadline(Lookup history, Recorded line, Payment row) {
        var deadline = row.sendDeadlineAt();
        return line.authorization()
                && deadline != null
                && line.at().isAfter(deadline)
                && !history.disturbed(row.receivedAt(), line.at());
    }

    private static boolean switchedOff(Lookup history, Recorded line, Payment row) {
        return off(history, "NETWORK", row.network(), line.at())
                || off(history, "ISSUER", row.issuer(), line.at());
    }

    /// Whether the switch was off then, and had been for as long as it takes to be known.
    private static boolean off(Lookup history, String scope, @Nullable String name, Instant when) {
        var changes =
                history.all(SwitchChange.class).stream()
                        .filter(it -> it.scope().equals(scope) && it.name().equals(name))
                        .sorted(Comparator.comparing(SwitchChange::changedAt))
                        .toList();
        var last =
                changes.stream()
                        .filter(it -> it.changedAt().isBefore(when))
                        .reduce((_, later) -> later);
        return last.isPresent()
                && !last.get().open()
                && last.get().changedAt().plus(SWITCH_DELAY).isBefore(when)
                && !history.disturbed(last.get().changedAt(), when);
    }

    private static String key(Recorded line) {
        return "line %d of the network's record, %s, reference %s"
                .formatted(line.number(), line.message().mti(), line.about());
    }
}
