package io.shoudan.iso8583.explain;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.explain.Corrections.Mended;
import io.shoudan.iso8583.explain.Explanation.Check;
import io.shoudan.iso8583.explain.Explanation.Defect;
import io.shoudan.iso8583.explain.Explanation.Guess;
import io.shoudan.iso8583.explain.Explanation.Outcome;
import io.shoudan.iso8583.mac.MacAlgorithm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
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

    private static final Pattern PASSED_OVER = Pattern.compile("0[xX]|[\\s,:-]");

    /// Of a dialect in which the MAC is right, which is hardly so by chance.
    private static final int SURE = 99;

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

    /// Explains hexadecimal text as people copy it: spaces, line breaks, `-`, `:`, commas and `0x`
    /// are passed over.
    ///
    /// @throws IllegalArgumentException if it is anything else, or longer than 65,536 characters;
    ///                                  the text says nothing of the content
    public Explanation explain(String hex) {
        if (hex.length() > MAX_HEX_CHARACTERS) {
            throw new IllegalArgumentException("must be at most 65536 characters");
        }
        var blanked = PASSED_OVER.matcher(hex).replaceAll(it -> " ".repeat(it.group().length()));
        for (int i = 0; i < blanked.length(); i++) {
            char c = blanked.charAt(i);
            if (c != ' ' && c != '=' && !HexFormat.isHexDigit(c)) {
                throw new IllegalArgumentException(
                        "must be a hexadecimal digit: character " + (i + 1));
            }
        }
        var digits = blanked.replace(" ", "");
        if (digits.length() % 2 == 1) {
            throw new IllegalArgumentException(
                    "must be an even number of hexadecimal digits, not " + digits.length());
        }
        var separators = new BitSet();
        for (int at = digits.indexOf('='); at >= 0; at = digits.indexOf('=', at + 1)) {
            separators.set(at);
        }
        return explain(Bytes.ofHex(digits.replace('=', 'D')).toArray(), separators);
    }

    /// Explains bytes, whatever they are.
    ///
    /// @throws IllegalArgumentException if there are more than 32,768
    public Explanation explain(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("must be at most " + MAX_BYTES + " bytes");
        }
        return explain(bytes.clone(), new BitSet());
    }

    /// @param separators indexes of the digits that stand in the text as `=`
    private Explanation explain(byte[] bytes, BitSet separators) {
        var first = Reading.firstOfSeveral(bytes, Optional.ofNullable(named));
        if (first.isEmpty()) {
            return explainOne(bytes, separators);
        }
        int end = first.get().length;
        var one = explainOne(first.get(), separators.get(0, 2 * end));
        var defects = new ArrayList<>(one.defects());
        defects.add(new Defect("end", end, behind(bytes, end)));
        return new Explanation(
                false,
                one.guesses(),
                one.framing(),
                one.kind(),
                one.parts(),
                one.mistakes(),
                defects,
                one.checks());
    }

    /// What is to be said of the bytes behind a frame.
    private static Phrase behind(byte[] bytes, int end) {
        return Reading.frameAt(bytes, end)
                ? Phrases.of("finding.another")
                : Phrases.of("finding.left-over").and("(" + (bytes.length - end) + ")");
    }

    private Explanation explainOne(byte[] bytes, BitSet equals) {
        var readings = Reading.all(bytes, Optional.ofNullable(named));
        var best = preferred(readings);
        var corrections = new Corrections(bytes, Optional.ofNullable(named));
        var mended = best.wellFormed() ? Optional.<Mended>empty() : corrections.find(best);
        mended = mended.or(() -> corrections.misreadCard(best));
        var mistakes = new ArrayList<>(mended.map(Mended::mistakes).orElse(List.of()));
        var shown = mended.map(Mended::reading).orElse(best);
        var separators = new Separators(shown, mended, equals);
        if (separators.inTracks() && !mistakes.contains(Mistake.EQUALS_FOR_D)) {
            mistakes.add(Mistake.EQUALS_FOR_D);
        }
        var checks = checks(shown, mended, !equals.isEmpty(), mistakes);
        var front = Front.of(bytes, best, mended);
        var inside = new Parts(shown);
        var defects = new ArrayList<>(new Defects(shown, inside, mended).all());
        defects.addAll(separators.elsewhere());
        if (named == null && macAlgorithm == MacAlgorithm.SM4) {
            KeyChecks.shortPinBlock(shown).ifPresent(defects::add);
        }
        var parts = new ArrayList<>(front.parts());
        parts.addAll(inside.all());
        boolean right = checks.stream().noneMatch(c -> c.outcome() == Outcome.WRONG);
        return new Explanation(
                defects.isEmpty() && mistakes.isEmpty() && right,
                guesses(readings, shown, anyOfForm(mistakes), macRight(checks)),
                front.framing(),
                Parts.kind(shown),
                parts,
                mistakes,
                defects,
                checks);
    }

    /// The likeliest reading: if there is one whose MAC is right, that.
    private Reading preferred(List<Reading> readings) {
        var best = readings.getFirst();
        if (named != null) {
            return best;
        }
        var told =
                keys.mak()
                        .flatMap(
                                key ->
                                        readings.stream()
                                                .flatMap(it -> toldByMac(it, key).stream())
                                                .findFirst());
        boolean sm4 = macAlgorithm == MacAlgorithm.SM4 && best.profile().terminal();
        return told.orElseGet(() -> sm4 ? withSm4(best) : best);
    }

    /// The reading in the dialect whose keys the MAC was made with; empty if the MAC isn't right.
    private static Optional<Reading> toldByMac(Reading reading, byte[] key) {
        return MacCheck.of(reading, key, EnumSet.allOf(MacAlgorithm.class))
                .filter(it -> it.outcome() == Outcome.RIGHT)
                .map(MacCheck::algorithm)
                .map(
                        it ->
                                it == MacAlgorithm.SM4 && !reading.profile().sm4()
                                        ? withSm4(reading)
                                        : reading);
    }

    /// The reading in the dialect with SM4 keys, unless less of it can be read in that.
    private static Reading withSm4(Reading reading) {
        var other = reading.as(reading.profile().withSm4());
        return other.brokenness() <= reading.brokenness() ? other : reading;
    }

    /// One line at least for each key that was given.
    private List<Check> checks(
            Reading reading, Optional<Mended> mended, boolean equalsSign, List<Mistake> mistakes) {
        var checks = new ArrayList<Check>();
        var message = reading.message();
        if (!reading.profile().terminal() || message.isEmpty()) {
            var why = Phrases.of(message.isEmpty() ? "reason.message" : "reason.dialect");
            if (keys.mak().isPresent() || macAlgorithm != null) {
                checks.add(notChecked("mac", why));
            }
            keys.tmk().ifPresent(_ -> checks.add(notChecked("kcv", why)));
            keys.pik().ifPresent(_ -> checks.add(notChecked("pin", why)));
            return checks;
        }
        keys.mak().ifPresent(key -> checks.add(mac(reading, mended, equalsSign, key, mistakes)));
        keys.tmk()
                .ifPresent(
                        key -> checks.addAll(KeyChecks.checkValues(reading, message.get(), key)));
        keys.pik().ifPresent(key -> checks.add(KeyChecks.pin(reading, message.get(), key)));
        return checks;
    }

    /// The MAC is over what was sent: of a message that was mended, it is right, made in a way that
    /// can be told, or not checked.
    private Check mac(
            Reading reading,
            Optional<Mended> mended,
            boolean equalsSign,
            byte[] key,
            List<Mistake> mistakes) {
        var sent = mended.map(Mended::sent).orElse(reading.input());
        var found = MacCheck.of(reading, sent, key, expected(reading));
        if (found.isEmpty()) {
            return MacCheck.unchecked(reading);
        }
        var mac = found.get();
        boolean untouched = mended.map(Mended::messageUntouched).orElse(true);
        if (equalsSign || !(untouched || mac.told())) {
            return notChecked("mac", Phrases.of("reason.mended"));
        }
        if (mac.mistake() != null) {
            mistakes.add(mac.mistake());
        }
        return mac.check();
    }

    private static Check notChecked(String what, Phrase why) {
        return new Check(Phrases.of("check." + what), Outcome.NOT_CHECKED, why);
    }

    private Set<MacAlgorithm> expected(Reading reading) {
        return macAlgorithm == null
                ? MacCheck.expectedIn(reading.profile())
                : EnumSet.of(macAlgorithm);
    }

    private static boolean macRight(List<Check> checks) {
        var mac = Phrases.of("check.mac");
        return checks.stream()
                .anyMatch(it -> it.name().equals(mac) && it.outcome() == Outcome.RIGHT);
    }

    /// Whether something was mended to read the bytes.
    private static boolean anyOfForm(List<Mistake> mistakes) {
        return mistakes.stream().anyMatch(it -> !it.aboutTheMac());
    }

    private List<Guess> guesses(
            List<Reading> readings, Reading shown, boolean mended, boolean macRight) {
        var byDialect = new LinkedHashMap<String, Guess>();
        var reasons = new ArrayList<Phrase>(shown.reasons(mended));
        boolean unsure = shown.profile().terminal() && !shown.namesSm4();
        if (named != null) {
            reasons.add(Phrases.of("why.named"));
        } else if (shown.profile().sm4()) {
            reasons.add(Phrases.of("why.sm4"));
        } else if (unsure) {
            reasons.add(Phrases.of("why.same"));
        }
        var name = shown.profile().dialectName();
        if (macRight) {
            reasons.add(Phrases.of("why.mac"));
        }
        int guessed = Math.max(macRight ? SURE : 0, shown.confidence());
        // Who names a dialect may be wrong: bytes that aren't of it say so.
        int confidence = named == null || shown.malformed() ? guessed : 100;
        byDialect.put(name, new Guess(name, confidence, reasons));
        for (var reading : readings) {
            var other = reading.profile().dialectName();
            if (reading.confidence() >= LEAST_CONFIDENCE && byDialect.size() < MAX_GUESSES) {
                byDialect.putIfAbsent(
                        other, new Guess(other, reading.confidence(), reading.reasons(false)));
            }
        }
        return List.copyOf(byDialect.values());
    }
}
