package io.shoudan.iso8583.explain;

import static io.shoudan.iso8583.explain.Explanation.Outcome.NOT_CHECKED;
import static io.shoudan.iso8583.explain.Explanation.Outcome.RIGHT;
import static io.shoudan.iso8583.explain.Explanation.Outcome.WRONG;

import io.shoudan.iso8583.explain.Explanation.Check;
import io.shoudan.iso8583.explain.Explanation.Outcome;
import io.shoudan.iso8583.mac.MacAlgorithm;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TransactionKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The MAC of a terminal's message: whether it is right, and if not, how it was made.
///
/// @param outcome   of the check
/// @param algorithm that it was made with, as far as that was found
/// @param mistake   that explains a wrong one
record MacCheck(Outcome outcome, @Nullable MacAlgorithm algorithm, @Nullable Mistake mistake) {

    private static final int BITMAP_LAST_BYTE = 9;
    private static final int BODY_OFFSET = 10;

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
                .map(mac -> new Search(reading, sent, key, mac.toArray()).run(expected));
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

    /// Whether it is a terminal's request that nothing is done about without a MAC, and has none.
    static boolean lacking(Reading reading) {
        if (!reading.profile().terminal() || reading.places().outOfReach(TerminalDialect.MAC)) {
            return false;
        }
        return reading.message()
                .filter(it -> !it.has(TerminalDialect.MAC))
                .filter(it -> it.malformed().stream().noneMatch(m -> m.path().equals("64")))
                .flatMap(TransactionKind::of)
                .filter(kind -> kind.mac() == TransactionKind.Mac.REQUIRED)
                .isPresent();
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
        var detail = outcome == NOT_CHECKED ? Phrases.of("reason.sm4") : Phrase.same(name);
        return new Check(Phrases.of("check.mac"), outcome, detail);
    }

    private static final class Search {

        private final byte[] input;
        private final Reading reading;
        private final byte[] key;
        private final byte[] mac;
        private boolean unavailable;

        Search(Reading reading, byte[] input, byte[] key, byte[] mac) {
            this.reading = reading;
            this.input = input;
            this.key = key;
            this.mac = mac;
        }

        MacCheck run(Set<MacAlgorithm> expected) {
            var range = range(reading.messageAt());
            for (var algorithm : MacAlgorithm.values()) {
                if (made(algorithm, key, range)) {
                    return expected.contains(algorithm)
                            ? new MacCheck(RIGHT, algorithm, null)
                            : new MacCheck(WRONG, algorithm, Mistake.WRONG_MAC_VARIANT);
                }
            }
            if (variant(range)) {
                return new MacCheck(WRONG, null, Mistake.WRONG_MAC_VARIANT);
            }
            if (!reading.kindKnown()) {
                // One wrong bit of an MTI makes the same MAC as one of the bitmap.
                return wrong(expected);
            }
            for (var other : otherRanges(range)) {
                for (var algorithm : MacAlgorithm.values()) {
                    if (made(algorithm, key, other)) {
                        return new MacCheck(WRONG, algorithm, Mistake.WRONG_MAC_RANGE);
                    }
                }
            }
            return wrong(expected);
        }

        private MacCheck wrong(Set<MacAlgorithm> expected) {
            boolean onlySm4 = unavailable && expected.equals(EnumSet.of(MacAlgorithm.SM4));
            return new MacCheck(onlySm4 ? NOT_CHECKED : WRONG, null, null);
        }

        private byte[] range(int start) {
            return Arrays.copyOfRange(input, start, input.length - mac.length);
        }

        private boolean made(MacAlgorithm algorithm, byte[] by, byte[] over) {
            return compute(algorithm, by, over).filter(m -> Arrays.equals(m, mac)).isPresent();
        }

        /// Empty if the algorithm has no keys of this length or isn't offered here.
        private Optional<byte[]> compute(MacAlgorithm algorithm, byte[] by, byte[] over) {
            try {
                return Optional.of(algorithm.mac(by, over));
            } catch (IllegalArgumentException _) {
                return Optional.empty();
            } catch (IllegalStateException _) {
                unavailable = true;
                return Optional.empty();
            }
        }

        /// Half of the key, characters for bytes and the other way round, small letters.
        private boolean variant(byte[] range) {
            var left = Arrays.copyOf(key, 8);
            for (var algorithm : MacAlgorithm.values()) {
                if (made(algorithm, left, range)) {
                    return true;
                }
                var right = compute(algorithm, key, range);
                if (right.isPresent() && written(right.get())) {
                    return true;
                }
            }
            return false;
        }

        private boolean written(byte[] right) {
            var hex = HexFormat.of().withUpperCase().formatHex(right).substring(0, mac.length);
            var text = new String(right, StandardCharsets.ISO_8859_1);
            return sameText(hex)
                    || sameText(text.toLowerCase(Locale.ROOT))
                    || (text.matches("[0-9A-F]{8}")
                            && Arrays.equals(HexFormat.of().parseHex(text), Arrays.copyOf(mac, 4)));
        }

        private boolean sameText(String text) {
            return Arrays.equals(text.getBytes(StandardCharsets.ISO_8859_1), mac);
        }

        private List<byte[]> otherRanges(byte[] range) {
            var ranges = new ArrayList<byte[]>();
            int body = reading.bodyAt();
            for (int start : new int[] {0, body, body + 5, reading.messageAt() + 2}) {
                ranges.add(range(start));
            }
            ranges.add(Arrays.copyOfRange(range, BODY_OFFSET, range.length));
            ranges.add(Arrays.copyOf(range, range.length + mac.length));
            var withoutBit = range.clone();
            withoutBit[BITMAP_LAST_BYTE] &= (byte) 0xFE;
            ranges.add(withoutBit);
            return ranges;
        }
    }
}
