package io.shoudan.iso8583.explain;

import static io.shoudan.iso8583.explain.Explanation.Outcome.NOT_CHECKED;
import static io.shoudan.iso8583.explain.Explanation.Outcome.RIGHT;
import static io.shoudan.iso8583.explain.Explanation.Outcome.WRONG;

import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.explain.Explanation.Check;
import io.shoudan.iso8583.explain.Explanation.Outcome;
import io.shoudan.iso8583.mac.MacAlgorithm;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TransactionKind;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The MAC of a terminal's message: whether it is right, and if not, how it was made.
///
/// @param outcome   of the check
/// @param algorithm that it was made with, as far as that was found
/// @param mistake   that explains a wrong one
/// @param how       what was done otherwise
record MacCheck(
        Outcome outcome,
        @Nullable MacAlgorithm algorithm,
        @Nullable Mistake mistake,
        @Nullable Phrase how) {

    /// Checks field 64.
    ///
    /// @param expected algorithms that count as right
    static Optional<MacCheck> of(Reading reading, byte[] key, Set<MacAlgorithm> expected) {
        return of(reading, reading.input(), key, expected);
    }

    /// Checks field 64 of a message that was mended.
    ///
    /// @param sent     with what is in front as in the reading, and the message as it was sent
    /// @param expected algorithms that count as right
    static Optional<MacCheck> of(
            Reading reading, byte[] sent, byte[] key, Set<MacAlgorithm> expected) {
        return reading.message()
                .filter(_ -> reading.profile().terminal())
                .flatMap(it -> it.find(TerminalDialect.MAC))
                .map(mac -> new MacSearch(reading, sent, key, mac.toArray()).run(expected));
    }

    /// What is said of a message whose MAC can't be checked.
    static Check unchecked(Reading reading) {
        if (lacking(reading)) {
            return new Check(Phrases.of("check.mac"), WRONG, Phrases.of("reason.mac"));
        }
        boolean unread =
                reading.message()
                        .filter(it -> KeyChecks.unread(reading, it, TerminalDialect.MAC))
                        .isPresent();
        var why = Phrases.of(unread ? "reason.64" : "reason.no-mac");
        return new Check(Phrases.of("check.mac"), NOT_CHECKED, why);
    }

    /// Whether it has no MAC and is a terminal's request that nothing is done about without, or the
    /// approval of one.
    static boolean lacking(Reading reading) {
        if (!reading.profile().terminal() || reading.places().outOfReach(TerminalDialect.MAC)) {
            return false;
        }
        return reading.message()
                .filter(it -> !it.has(TerminalDialect.MAC))
                .filter(it -> it.malformed().stream().noneMatch(m -> m.path().equals("64")))
                .flatMap(MacCheck::kind)
                .filter(kind -> kind.mac() == TransactionKind.Mac.REQUIRED)
                .isPresent();
    }

    private static Optional<TransactionKind> kind(Message message) {
        boolean approves = message.find(TerminalDialect.RESPONSE_CODE).equals(Optional.of("00"));
        return approves && message.isAnswer()
                ? TransactionKind.answeredBy(message)
                : TransactionKind.of(message);
    }

    /// What a profile expects if nobody says more.
    static Set<MacAlgorithm> expectedIn(Profile profile) {
        return profile.sm4()
                ? EnumSet.of(MacAlgorithm.SM4)
                : EnumSet.of(MacAlgorithm.ECB, MacAlgorithm.X99, MacAlgorithm.X919);
    }

    /// Whether it says how the MAC was made.
    boolean told() {
        return outcome == RIGHT || mistake != null;
    }

    Check check() {
        var name = algorithm == null ? "" : algorithm.name().toLowerCase(Locale.ROOT);
        var made = how == null ? Phrase.same(name) : Phrase.same(name).and(how);
        var detail = outcome == NOT_CHECKED ? Phrases.of("reason.sm4") : made;
        return new Check(Phrases.of("check.mac"), outcome, detail);
    }
}
