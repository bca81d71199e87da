package io.shoudan.iso8583.explain;

import io.shoudan.iso8583.Tlv;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Values of chip data that are no secrets, and what they mean (EMV Book 3, annexes A and C).
final class ChipValue {

    /// Bytes of each value that may be shown; a value of another length may be anything.
    private static final Map<String, Integer> LENGTHS =
            Map.ofEntries(
                    Map.entry("5F2A", 2),
                    Map.entry("82", 2),
                    Map.entry("8A", 2),
                    Map.entry("95", 5),
                    Map.entry("9A", 3),
                    Map.entry("9B", 2),
                    Map.entry("9C", 1),
                    Map.entry("9F02", 6),
                    Map.entry("9F03", 6),
                    Map.entry("9F09", 2),
                    Map.entry("9F1A", 2),
                    Map.entry("9F1E", 8),
                    Map.entry("9F27", 1),
                    Map.entry("9F33", 3),
                    Map.entry("9F34", 3),
                    Map.entry("9F35", 1),
                    Map.entry("9F36", 2),
                    Map.entry("9F41", 4));

    /// Application identifiers start with one of these digits and have 5 to 16 bytes.
    private static final String REGISTERED = "A[0-9A-F]{9,31}";

    private static final int PROVIDER_DIGITS = 10;
    private static final Phrase NOTHING = Phrase.same("");

    private final String tag;
    private final byte[] bytes;
    private final String hex;

    private ChipValue(Tlv object) {
        tag = object.tag();
        bytes = object.value().toArray();
        hex = object.value().hex();
    }

    /// The value as it may be shown; empty if it may not.
    static Optional<String> shown(Tlv object) {
        var value = new ChipValue(object);
        return switch (value.tag) {
            case "4F", "84" -> Optional.of(value.hex).filter(it -> it.matches(REGISTERED));
            case "9F1E", "8A" -> value.fits() ? value.text() : Optional.empty();
            default -> value.fits() ? Optional.of(value.hex) : Optional.empty();
        };
    }

    /// What a value means that is shown; the empty text if it says all.
    static Phrase meaning(Tlv object) {
        return new ChipValue(object).meaning();
    }

    private boolean fits() {
        return LENGTHS.getOrDefault(tag, -1) == bytes.length;
    }

    private Optional<String> text() {
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        return Optional.of(text).filter(it -> it.matches("[ -~]+"));
    }

    private Phrase meaning() {
        return switch (tag) {
            case "4F", "84" ->
                    Phrases.find("provider." + hex.substring(0, PROVIDER_DIGITS)).orElse(NOTHING);
            case "5F2A" -> Phrases.meaning("49." + hex.substring(1));
            case "82", "95", "9B", "9F33" -> bits();
            case "8A" -> text().map(it -> Phrases.meaning("39." + it)).orElse(NOTHING);
            case "9C" -> Phrases.meaning("3." + hex);
            case "9F1A" -> Phrases.meaning("country." + hex.substring(1));
            case "9F27" ->
                    Phrases.meaning(
                            String.format(Locale.ROOT, "emv.9F27.%02X", bytes[0] & 0b1100_0000));
            case "9F34" -> verification();
            case "9F35" ->
                    Phrases.meaning("emv.9F35." + hex.charAt(0))
                            .and(Phrases.meaning("emv.9F35.x" + hex.charAt(1)));
            case "9F36" -> Phrase.same("" + Integer.parseInt(hex, 16));
            default -> NOTHING;
        };
    }

    /// What the bits that are set say, the first bit of the first byte first.
    private Phrase bits() {
        List<Phrase> said = new ArrayList<>();
        for (int i = 0; i < 8 * bytes.length; i++) {
            if ((bytes[i / 8] << (i % 8) & 0x80) != 0) {
                var key = "emv." + tag + "." + (i / 8 + 1) + "." + (8 - i % 8);
                said.add(Phrases.find(key).orElse(Phrases.of("emv.other-bit")));
            }
        }
        return said.stream().distinct().reduce(Phrase::and).orElse(Phrases.of("emv.no-bit"));
    }

    private Phrase verification() {
        var method = String.format(Locale.ROOT, "%02X", bytes[0] & 0b0011_1111);
        return Phrases.meaning("emv.9F34." + method)
                .and(Phrases.meaning("emv.9F34.result." + (bytes[2] & 0xFF)));
    }
}
