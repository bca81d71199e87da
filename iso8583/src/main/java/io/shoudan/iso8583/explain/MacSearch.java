package io.shoudan.iso8583.explain;

import static io.shoudan.iso8583.explain.Explanation.Outcome.NOT_CHECKED;
import static io.shoudan.iso8583.explain.Explanation.Outcome.RIGHT;
import static io.shoudan.iso8583.explain.Explanation.Outcome.WRONG;

import io.shoudan.iso8583.mac.MacAlgorithm;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.Tpdu;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Tries a fixed number of ways in which a MAC is made, rightly and wrongly.
final class MacSearch {

    private static final int MTI_BYTES = 2;
    private static final int BITMAP_BYTES = 8;
    private static final int BODY_OFFSET = MTI_BYTES + BITMAP_BYTES;
    private static final int HALF = 8;

    private final byte[] input;
    private final Reading reading;
    private final byte[] key;
    private final byte[] mac;
    private boolean unavailable;

    /// Bytes that somebody may have made the MAC over.
    private static final class Range {

        /// Of the phrase that says which.
        final String name;

        final byte[] bytes;

        /// Whether they tell something only if blocks are chained: where all are added up, one bit
        /// of the bitmap makes the same MAC as one of the MTI.
        final boolean chained;

        Range(String name, byte[] bytes, boolean chained) {
            this.name = name;
            this.bytes = bytes;
            this.chained = chained;
        }
    }

    /// @param input with what is in front as in the reading, and the message as it was sent
    MacSearch(Reading reading, byte[] input, byte[] key, byte[] mac) {
        this.reading = reading;
        this.input = input;
        this.key = key;
        this.mac = mac;
    }

    /// @param expected algorithms that count as right
    MacCheck run(Set<MacAlgorithm> expected) {
        var range = from(reading.messageAt());
        for (var algorithm : MacAlgorithm.values()) {
            if (made(algorithm, key, range)) {
                return expected.contains(algorithm)
                        ? new MacCheck(RIGHT, algorithm, null, null)
                        : new MacCheck(WRONG, algorithm, Mistake.WRONG_MAC_VARIANT, null);
            }
        }
        for (var algorithm : MacAlgorithm.values()) {
            var variant = variant(algorithm, range);
            if (variant.isPresent()) {
                return found(algorithm, Mistake.WRONG_MAC_VARIANT, variant.get());
            }
        }
        for (var other : otherRanges(range)) {
            for (var algorithm : MacAlgorithm.values()) {
                boolean tells = !other.chained || algorithm != MacAlgorithm.ECB;
                if (tells && made(algorithm, key, other.bytes)) {
                    return found(algorithm, Mistake.WRONG_MAC_RANGE, other.name);
                }
            }
        }
        // It may be SM4's, unless somebody says that it is another's.
        boolean maybe = unavailable && (expected.size() > 1 || expected.contains(MacAlgorithm.SM4));
        return new MacCheck(maybe ? NOT_CHECKED : WRONG, null, null, null);
    }

    private static MacCheck found(MacAlgorithm algorithm, Mistake mistake, String name) {
        return new MacCheck(WRONG, algorithm, mistake, Phrases.of("mac." + name));
    }

    private byte[] from(int start) {
        return Arrays.copyOfRange(input, start, input.length - leftOver() - mac.length);
    }

    /// How many bytes are behind the MAC.
    private int leftOver() {
        var places = reading.places();
        var field = TerminalDialect.MAC;
        return places.has(field)
                ? reading.input().length - places.offset(field) - places.byteLength(field)
                : 0;
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

    /// What was done otherwise with the right bytes.
    private Optional<String> variant(MacAlgorithm algorithm, byte[] range) {
        if (key.length > HALF) {
            if (made(algorithm, Arrays.copyOf(key, HALF), range)) {
                return Optional.of("left");
            }
            if (made(algorithm, Arrays.copyOfRange(key, HALF, key.length), range)) {
                return Optional.of("right");
            }
        }
        if (made(algorithm, key, padded(range))) {
            return Optional.of("padding");
        }
        return compute(algorithm, key, range).flatMap(this::written);
    }

    /// A bit that is set, and zeros.
    private static byte[] padded(byte[] range) {
        var longer = Arrays.copyOf(range, range.length + 1);
        longer[range.length] = (byte) 0x80;
        return longer;
    }

    /// In which other way the right MAC is written.
    private Optional<String> written(byte[] right) {
        var hex = HexFormat.of().withUpperCase().formatHex(right).substring(0, mac.length);
        var text = new String(right, StandardCharsets.ISO_8859_1);
        if (sameText(hex)) {
            return Optional.of("hex");
        }
        if (sameText(text.toLowerCase(Locale.ROOT))) {
            return Optional.of("small");
        }
        boolean raw =
                text.matches("[0-9A-F]{8}")
                        && Arrays.equals(HexFormat.of().parseHex(text), Arrays.copyOf(mac, 4));
        return raw ? Optional.of("raw") : Optional.empty();
    }

    private boolean sameText(String text) {
        return Arrays.equals(text.getBytes(StandardCharsets.ISO_8859_1), mac);
    }

    private List<Range> otherRanges(byte[] range) {
        int body = reading.bodyAt();
        int message = reading.messageAt();
        var ranges = new ArrayList<Range>();
        if (body > 0) {
            ranges.add(plain("length", from(0)));
        }
        var starts = new int[] {body, body + Tpdu.BYTES, message};
        var names = List.of("tpdu", "header", "mti");
        for (int i = 0; i < starts.length; i++) {
            var over = from(starts[i]);
            var name = names.get(i);
            if (i < 2) {
                ranges.add(plain(name, over));
            }
            ranges.add(plain(name + ".zeros", Arrays.copyOf(over, over.length + mac.length)));
            var cleared = over.clone();
            cleared[message - starts[i] + BODY_OFFSET - 1] &= (byte) 0xFE;
            ranges.add(new Range(name + ".cleared", cleared, !reading.kindKnown()));
        }
        ranges.add(plain("bitmap", Arrays.copyOfRange(range, MTI_BYTES, range.length)));
        ranges.add(plain("fields", Arrays.copyOfRange(range, BODY_OFFSET, range.length)));
        var withoutBitmap = Arrays.copyOf(range, range.length - BITMAP_BYTES);
        System.arraycopy(range, BODY_OFFSET, withoutBitmap, MTI_BYTES, range.length - BODY_OFFSET);
        ranges.add(plain("no-bitmap", withoutBitmap));
        return ranges;
    }

    private static Range plain(String name, byte[] bytes) {
        return new Range(name, bytes, false);
    }
}
