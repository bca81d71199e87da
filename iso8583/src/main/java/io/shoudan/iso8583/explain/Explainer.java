package io.shoudan.iso8583.explain;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Finding;
import io.shoudan.iso8583.explain.Corrections.Mended;
import io.shoudan.iso8583.explain.Explanation.Check;
import io.shoudan.iso8583.explain.Explanation.Defect;
import io.shoudan.iso8583.explain.Explanation.Guess;
import io.shoudan.iso8583.explain.Explanation.Outcome;
import io.shoudan.iso8583.explain.Reading.Framing;
import io.shoudan.iso8583.mac.MacAlgorithm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Explains bytes: framing, every field in English and Chinese, what is wrong, and what was likely
/// done wrong. Guesses the dialect.
///
/// Prints no card number, track, PIN or key. Immutable, safe for any number of threads; takes time
/// that grows with the bytes and no faster.
public final class Explainer {

    private static final int MAX_BYTES = 1 << 15;
    private static final int MAX_HEX_CHARACTERS = 2 * MAX_BYTES;
    private static final int MAX_GUESSES = 3;
    private static final int LEAST_CONFIDENCE = 20;

    private final TestKeys keys;
    private final @Nullable Profile named;
    private final @Nullable MacAlgorithm macAlgorithm;

    private Explainer(TestKeys keys, @Nullable Profile named, @Nullable MacAlgorithm macAlgorithm) {
        this.keys = keys;
        this.named = named;
        this.macAlgorithm = macAlgorithm;
    }

    /// An explainer that guesses the dialect.
    ///
    /// @param keys to check with; [TestKeys#NONE] to check nothing
    public static Explainer of(TestKeys keys) {
        return new Explainer(keys, null, null);
    }

    /// The dialects that are tried, by name.
    public static List<String> dialects() {
        return Arrays.stream(Profile.values()).map(Profile::dialectName).toList();
    }

    /// The same, knowing the dialect.
    ///
    /// @param dialect one of [#dialects]
    /// @throws IllegalArgumentException if there is no such dialect
    public Explainer expecting(String dialect) {
        var profile =
                Profile.named(dialect)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "must be one of "
                                                        + String.join(", ", dialects())
                                                        + ": dialect"));
        return new Explainer(keys, profile, macAlgorithm);
    }

    /// The same, knowing how MACs are made: one made otherwise is wrong.
    public Explainer expecting(MacAlgorithm algorithm) {
        return new Explainer(keys, named, algorithm);
    }

    /// Explains hexadecimal text as people copy it: spaces, line breaks and `0x` are passed over.
    ///
    /// @throws IllegalArgumentException if it is anything else, or longer than 65,536 characters;
    ///                                  the text says nothing of the content
    public Explanation explain(String hex) {
        if (hex.length() > MAX_HEX_CHARACTERS) {
            throw new IllegalArgumentException("must be at most 65536 characters");
        }
        var digits = hex.replaceAll("0[xX]|[\\s,]", "");
        boolean separator = digits.indexOf('=') >= 0;
        var bytes = Bytes.ofHex(digits.replace('=', 'D')).toArray();
        return explain(bytes, separator);
    }

    /// Explains bytes, whatever they are.
    ///
    /// @throws IllegalArgumentException if there are more than 32,768
    public Explanation explain(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("must be at most " + MAX_BYTES + " bytes");
        }
        return explain(bytes.clone(), false);
    }

    private Explanation explain(byte[] bytes, boolean separator) {
        var readings = Reading.all(bytes, Optional.ofNullable(named));
        var best = preferred(readings);
        var corrections = new Corrections(bytes, Optional.ofNullable(named));
        var mended = best.sound() ? corrections.oddSeparator(best) : corrections.find();
        var mistakes = new ArrayList<>(mended.map(Mended::mistakes).orElse(List.of()));
        if (separator && !mistakes.contains(Mistake.EQUALS_FOR_D)) {
            mistakes.add(Mistake.EQUALS_FOR_D);
        }
        var shown = mended.map(Mended::reading).orElse(best);
        var checks = new ArrayList<Check>();
        if (keys.mak().isPresent() && MacCheck.lacking(shown)) {
            checks.add(new Check(Phrases.of("check.mac"), Outcome.WRONG, Phrases.of("reason.mac")));
        }
        if (mended.map(Mended::messageUntouched).orElse(true) && !separator) {
            checks.addAll(checks(shown, mistakes));
        } else if (mended.isPresent() && !separator) {
            checks.addAll(macAsSent(mended.get(), mistakes));
        }
        boolean right = checks.stream().noneMatch(c -> c.outcome() == Outcome.WRONG);
        var defects = defects(best);
        if (MacCheck.lacking(shown)) {
            defects.add(new Defect("64", -1, Phrases.of("finding.mac")));
        }
        return new Explanation(
                defects.isEmpty() && mistakes.isEmpty() && right,
                guesses(readings, shown),
                framing(bytes, best, mended),
                Parts.kind(shown),
                new Parts(shown).all(),
                mistakes,
                defects,
                checks);
    }

    /// The likeliest reading; of two that differ in keys only, the one that the MAC tells.
    private Reading preferred(List<Reading> readings) {
        var best = readings.getFirst();
        var profile = best.profile();
        if (named != null || !profile.terminal() || profile.sm4()) {
            return best;
        }
        var bySm4 = EnumSet.of(MacAlgorithm.SM4);
        boolean told = macAlgorithm == MacAlgorithm.SM4;
        boolean fits =
                keys.mak()
                        .flatMap(key -> MacCheck.of(best, key, bySm4))
                        .filter(m -> m.outcome() == Outcome.RIGHT)
                        .isPresent();
        return told || fits ? Reading.of(profile.withSm4(), best.framing(), best.input()) : best;
    }

    private List<Check> checks(Reading reading, List<Mistake> mistakes) {
        var checks = new ArrayList<Check>();
        if (!reading.profile().terminal() || reading.message().isEmpty()) {
            return checks;
        }
        var message = reading.message().get();
        keys.mak()
                .flatMap(key -> MacCheck.of(reading, key, expected(reading)))
                .ifPresent(
                        mac -> {
                            checks.add(mac.check());
                            if (mac.mistake() != null) {
                                mistakes.add(mac.mistake());
                            }
                        });
        keys.tmk().ifPresent(key -> checks.addAll(KeyChecks.checkValues(message, key)));
        keys.pik().flatMap(key -> KeyChecks.pin(message, key)).ifPresent(checks::add);
        return checks;
    }

    /// Of a message that was mended, the MAC over what was sent, if that tells something.
    private List<Check> macAsSent(Mended mended, List<Mistake> mistakes) {
        var reading = mended.reading();
        var mac =
                keys.mak()
                        .flatMap(key -> MacCheck.of(reading, mended.sent(), key, expected(reading)))
                        .filter(it -> it.outcome() == Outcome.RIGHT || it.mistake() != null);
        mac.map(MacCheck::mistake).ifPresent(mistakes::add);
        return mac.map(MacCheck::check).stream().toList();
    }

    private Set<MacAlgorithm> expected(Reading reading) {
        return macAlgorithm == null
                ? MacCheck.expectedIn(reading.profile())
                : EnumSet.of(macAlgorithm);
    }

    private List<Guess> guesses(List<Reading> readings, Reading shown) {
        var byDialect = new LinkedHashMap<String, Guess>();
        var reasons = new ArrayList<Phrase>(shown.reasons());
        boolean unsure = shown.profile().terminal() && !shown.namesSm4();
        if (named != null) {
            reasons.add(Phrases.of("why.named"));
        } else if (shown.profile().sm4()) {
            reasons.add(Phrases.of("why.sm4"));
        } else if (unsure) {
            reasons.add(Phrases.of("why.same"));
        }
        var name = shown.profile().dialectName();
        int confidence = named == null ? shown.confidence() : 100;
        byDialect.put(name, new Guess(name, confidence, reasons));
        for (var reading : readings) {
            var other = reading.profile().dialectName();
            if (reading.confidence() >= LEAST_CONFIDENCE && byDialect.size() < MAX_GUESSES) {
                byDialect.putIfAbsent(
                        other, new Guess(other, reading.confidence(), reading.reasons()));
            }
        }
        return List.copyOf(byDialect.values());
    }

    private static Phrase framing(byte[] bytes, Reading best, Optional<Mended> mended) {
        if (best.framing() == Framing.DIGITS && mended.isEmpty()) {
            return Phrases.of("framing.digits");
        }
        boolean wrong =
                mended.map(it -> it.mistakes().stream().anyMatch(Explainer::aboutTheLength))
                        .orElse(best.framing() == Framing.WRONG);
        if (wrong) {
            return Phrases.of("framing.wrong");
        }
        boolean right =
                bytes.length > 2
                        && ((bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF)) == bytes.length - 2;
        return Phrases.of(right ? "framing.right" : "framing.none");
    }

    private static boolean aboutTheLength(Mistake mistake) {
        return switch (mistake) {
            case LENGTH_COUNTS_ITSELF, LITTLE_ENDIAN_LENGTH, ASCII_LENGTH -> true;
            default -> false;
        };
    }

    private static List<Defect> defects(Reading reading) {
        var defects = new ArrayList<Defect>();
        var places = reading.places();
        if (reading.framing() == Framing.WRONG) {
            int behind = reading.input().length - reading.bodyAt();
            defects.add(
                    new Defect(
                            "length",
                            0,
                            Phrases.of("finding.length")
                                    .and("(" + behind + " ≠ " + reading.announced() + ")")));
        }
        if (!reading.wholeFrame()) {
            defects.add(new Defect("end", reading.input().length, Phrases.of("finding.frame")));
        }
        for (var finding : reading.headerDefects()) {
            defects.add(defect(finding, 0));
        }
        int messageAt = Math.min(reading.messageAt(), reading.input().length);
        for (var finding : reading.inspection().findings()) {
            if (!outOfReach(finding, places)) {
                defects.add(defect(finding, messageAt));
            }
        }
        if (places.anyOutOfReach()) {
            var phrase = Phrases.of("finding.out-of-reach");
            defects.add(new Defect("" + places.brokenAt(), -1, phrase));
        }
        return defects;
    }

    /// A field that is announced behind one whose end can't be known is not missing.
    private static boolean outOfReach(Finding finding, FieldPlaces places) {
        return switch (finding) {
            case Finding.Missing(var field) -> places.outOfReach(field);
            case Finding.MissingOneOf(var fields) -> fields.stream().anyMatch(places::outOfReach);
            default -> false;
        };
    }

    private static Defect defect(Finding finding, int messageAt) {
        return switch (finding) {
            case Finding.Malformed(var why) ->
                    new Defect(
                            why.path(),
                            messageAt + why.position(),
                            Phrases.of("finding.expected").and(why.expected()));
            case Finding.Missing missing -> stated(missing, "finding.missing");
            case Finding.MissingOneOf missing -> stated(missing, "finding.missing");
            case Finding.NotAllowed extra -> stated(extra, "finding.not-allowed");
            case Finding.UnknownType unknown ->
                    new Defect(unknown.path(), messageAt, Phrases.of("finding.kind"));
        };
    }

    private static Defect stated(Finding finding, String key) {
        var phrase = Phrases.of(key);
        return new Defect(finding.path(), -1, new Phrase(finding.text(), phrase.chinese()));
    }
}
