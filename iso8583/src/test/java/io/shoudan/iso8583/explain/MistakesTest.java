package io.shoudan.iso8583.explain;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.mac.MacAlgorithm;
import io.shoudan.iso8583.terminal.GoldenFrame;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalFrame;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Golden frames with one mistake each, and with two.
class MistakesTest {

    private static final String MANUAL = hex("purchase-manual");
    private static final String CHIP = hex("purchase-chip-pin-19-digit-pan");
    private static final String TRACK = "376212345678900000003D301220100000823000";

    /// A frame with a mistake; prints its name.
    record Broken(String name, List<Mistake> mistakes, Explainer explainer, String hex) {

        Broken(String name, Mistake mistake, Explainer explainer, String hex) {
            this(name, List.of(mistake), explainer, hex);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void installSm4() {
        Security.addProvider(new BouncyCastleProvider());
    }

    private static String hex(String name) {
        return Bytes.of(GoldenFrame.named(name).body()).hex();
    }

    private static String replaced(String in, String from, String to) {
        assertThat(in).contains(from);
        return in.replace(from, to);
    }

    static List<Broken> broken() {
        var all = new ArrayList<Broken>();
        for (var golden : GoldenFrame.all()) {
            var body = Bytes.of(golden.body()).hex();
            int bytes = body.length() / 2;
            add(
                    all,
                    golden,
                    Mistake.LENGTH_COUNTS_ITSELF,
                    String.format(Locale.ROOT, "%04X", bytes + 2) + body);
            if (bytes != 0x0101) {
                var low = String.format(Locale.ROOT, "%02X%02X", bytes & 0xFF, bytes >> 8);
                add(all, golden, Mistake.LITTLE_ENDIAN_LENGTH, low + body);
            }
            add(
                    all,
                    golden,
                    Mistake.ASCII_LENGTH,
                    Bytes.of(String.format(Locale.ROOT, "%04d", bytes).getBytes(US_ASCII)).hex()
                            + body);
            addInOtherDigits(all, golden);
            add(all, golden, Mistake.TPDU_MISSING, body.substring(10));
            add(all, golden, Mistake.TPDU_AND_HEADER_MISSING, body.substring(22));
            var noHeader = body.substring(0, 10) + body.substring(22);
            add(all, golden, Mistake.HEADER_MISSING, noHeader);
            addSelfCounting(all, golden);
            add(
                    all,
                    golden,
                    Mistake.TPDU_MISSING,
                    String.format(Locale.ROOT, "%04X", bytes - 5) + body.substring(10));
            // The length counts what was left out, too.
            var whole = length("%04X", bytes);
            add(all, golden, Mistake.TPDU_MISSING, whole + body.substring(10));
            add(all, golden, Mistake.TPDU_AND_HEADER_MISSING, whole + body.substring(22));
            add(all, golden, Mistake.HEADER_MISSING, whole + noHeader);
            var first = Integer.parseInt(body.substring(26, 28), 16) | 0x80;
            add(
                    all,
                    golden,
                    Mistake.SECOND_BITMAP_MISSING,
                    body.substring(0, 26)
                            + String.format(Locale.ROOT, "%02X", first)
                            + body.substring(28));
        }
        fields(all);
        macs(all);
        return all;
    }

    /// Lengths in hexadecimal characters and in packed digits.
    private static void addInOtherDigits(List<Broken> all, GoldenFrame golden) {
        var body = Bytes.of(golden.body()).hex();
        int bytes = body.length() / 2;
        var itself = Mistake.LENGTH_COUNTS_ITSELF;
        add(all, golden, Mistake.ASCII_LENGTH, ascii(length("%04X", bytes)) + body);
        add(
                all,
                golden,
                List.of(Mistake.ASCII_LENGTH, itself),
                ascii(length("%04x", bytes + 4)) + body);
        add(all, golden, Mistake.PACKED_LENGTH, length("%04d", bytes) + body);
        add(all, golden, List.of(Mistake.PACKED_LENGTH, itself), length("%04d", bytes + 2) + body);
    }

    /// Two mistakes in one length.
    private static void addSelfCounting(List<Broken> all, GoldenFrame golden) {
        var body = Bytes.of(golden.body()).hex();
        int bytes = body.length() / 2;
        var itself = Mistake.LENGTH_COUNTS_ITSELF;
        if (bytes + 2 != 0x0101) {
            int swapped = Integer.reverseBytes(bytes + 2) >>> 16;
            add(
                    all,
                    golden,
                    List.of(Mistake.LITTLE_ENDIAN_LENGTH, itself),
                    length("%04X", swapped) + body);
        }
        add(
                all,
                golden,
                List.of(Mistake.ASCII_LENGTH, itself),
                ascii(length("%04d", bytes + 4)) + body);
    }

    private static void fields(List<Broken> all) {
        var none = Explainer.of(TestKeys.NONE);
        all.add(
                new Broken(
                        "odd card number padded in front",
                        Mistake.WRONG_PADDING_SIDE,
                        none,
                        replaced(CHIP, "1962123456789000000030", "1906212345678900000003")));
        all.add(
                new Broken(
                        "entry mode padded in front",
                        Mistake.WRONG_PADDING_SIDE,
                        none,
                        replaced(MANUAL, "3012012000", "3012001200")));
        // The last digit is a 0 and passes for the filling: all can be read.
        all.add(
                new Broken(
                        "odd track padded in front",
                        Mistake.WRONG_PADDING_SIDE,
                        none,
                        replaced(CHIP, TRACK, "37062123456789000000" + "03D30122010000082300")));
        all.add(
                new Broken(
                        "odd track padded in front, TPDU missing",
                        List.of(Mistake.TPDU_MISSING, Mistake.WRONG_PADDING_SIDE),
                        none,
                        replaced(CHIP, TRACK, "37062123456789000000" + "03D30122010000082300")
                                .substring(10)));
        var ending = "62123456789" + "00000060";
        all.add(
                new Broken(
                        "odd card number that ends in 0 padded in front",
                        Mistake.WRONG_PADDING_SIDE,
                        none,
                        replaced(
                                replaced(CHIP, "1962123456789000000030", "190" + ending),
                                TRACK,
                                "37" + ending + "D301220100000823000")));
        all.add(
                new Broken(
                        "= as a byte, counted",
                        Mistake.EQUALS_FOR_D,
                        none,
                        replaced(CHIP, TRACK, "3862123456789000000033D30122010000082300")));
        all.add(
                new Broken(
                        "= as a byte, not counted",
                        Mistake.EQUALS_FOR_D,
                        none,
                        replaced(CHIP, TRACK, "3762123456789000000033D30122010000082300")));
        all.add(
                new Broken(
                        "= in the text",
                        Mistake.EQUALS_FOR_D,
                        none,
                        replaced(CHIP, "3D3012", "3=3012")));
        all.add(
                new Broken(
                        "amount in ASCII",
                        Mistake.ASCII_FOR_BCD,
                        none,
                        replaced(
                                MANUAL,
                                "000000012345000042",
                                "303030303030303132333435" + "000042")));
        var track = ascii("6212345678900000003=30122010000082300");
        all.add(
                new Broken(
                        "track in ASCII",
                        List.of(Mistake.ASCII_FOR_BCD, Mistake.EQUALS_FOR_D),
                        none,
                        replaced(CHIP, TRACK, "37" + track)));
        all.add(
                new Broken(
                        "track in ASCII with D",
                        Mistake.ASCII_FOR_BCD,
                        none,
                        replaced(CHIP, TRACK, "37" + track.replace("3D", "44"))));
        all.add(
                new Broken(
                        "card number and its length in ASCII",
                        Mistake.ASCII_FOR_BCD,
                        none,
                        replaced(MANUAL, "166225000000000014", ascii("166225000000000014"))));
    }

    private static void macs(List<Broken> all) {
        var body = Bytes.ofHex(MANUAL).toArray();
        var key = Bytes.ofHex("89898989ABABABAB").toArray();
        var front = Arrays.copyOf(body, body.length - 8);
        for (int start : new int[] {0, 5, 13, 21}) {
            for (var algorithm : List.of(MacAlgorithm.ECB, MacAlgorithm.X99)) {
                var over = Arrays.copyOfRange(front, start, front.length);
                all.add(
                        new Broken(
                                algorithm + " from byte " + start,
                                Mistake.WRONG_MAC_RANGE,
                                Explainer.of(Golden.KEYS),
                                Bytes.of(front).hex() + Bytes.of(algorithm.mac(key, over)).hex()));
            }
        }
        var range = Arrays.copyOfRange(front, 11, front.length);
        var lower =
                new String(MacAlgorithm.ECB.mac(key, range), US_ASCII)
                        .toLowerCase(Locale.ROOT)
                        .getBytes(US_ASCII);
        var x99 =
                Bytes.of(MacAlgorithm.X99.mac(key, range)).hex().substring(0, 8).getBytes(US_ASCII);
        for (var mac : List.of(lower, x99)) {
            all.add(
                    new Broken(
                            "MAC written otherwise",
                            Mistake.WRONG_MAC_VARIANT,
                            Explainer.of(Golden.KEYS),
                            Bytes.of(front).hex() + Bytes.of(mac).hex()));
        }
        var other = GoldenFrame.named("purchase-mac-x919");
        all.add(
                new Broken(
                        "x919 for ecb",
                        Mistake.WRONG_MAC_VARIANT,
                        Explainer.of(Golden.keys(other)).expecting(MacAlgorithm.ECB),
                        hex(other.name())));
        var sm4 = GoldenFrame.named("purchase-mac-sm4");
        all.add(
                new Broken(
                        "sm4 for 3des",
                        Mistake.WRONG_MAC_VARIANT,
                        Explainer.of(Golden.keys(sm4)).expecting("terminal"),
                        hex(sm4.name())));
    }

    /// A mistake and how it is made.
    ///
    /// @param make of the digits of a frame without its length; empty if the frame has no room for
    ///             it
    record Slip(Mistake mistake, UnaryOperator<String> make) {}

    private static Slip slip(Mistake mistake, UnaryOperator<String> make) {
        return new Slip(mistake, make);
    }

    private static Slip swap(Mistake mistake, String from, String to) {
        return slip(mistake, hex -> hex.contains(from) ? hex.replace(from, to) : "");
    }

    /// Groups: what is in front, the bitmap, fields. Of two slips in one group, only those about
    /// fields can come together.
    private static final List<List<Slip>> SLIPS =
            List.of(
                    List.of(
                            slip(
                                    Mistake.LENGTH_COUNTS_ITSELF,
                                    hex -> length("%04X", hex.length() / 2 + 2) + hex),
                            slip(
                                    Mistake.LITTLE_ENDIAN_LENGTH,
                                    hex ->
                                            length(
                                                            "%04X",
                                                            Integer.reverseBytes(hex.length() / 2)
                                                                    >>> 16)
                                                    + hex),
                            slip(
                                    Mistake.ASCII_LENGTH,
                                    hex -> ascii(length("%04d", hex.length() / 2)) + hex),
                            slip(
                                    Mistake.PACKED_LENGTH,
                                    hex -> length("%04d", hex.length() / 2) + hex)),
                    List.of(
                            slip(Mistake.TPDU_MISSING, hex -> hex.substring(10)),
                            slip(Mistake.TPDU_AND_HEADER_MISSING, hex -> hex.substring(22)),
                            slip(
                                    Mistake.HEADER_MISSING,
                                    hex -> hex.substring(0, 10) + hex.substring(22))),
                    List.of(
                            slip(
                                    Mistake.SECOND_BITMAP_MISSING,
                                    hex ->
                                            hex.substring(0, 26)
                                                    + length(
                                                            "%02X",
                                                            Integer.parseInt(
                                                                            hex.substring(26, 28),
                                                                            16)
                                                                    | 0x80)
                                                    + hex.substring(28))),
                    List.of(
                            swap(
                                    Mistake.WRONG_PADDING_SIDE,
                                    "1962123456789000000030",
                                    "1906212345678900000003"),
                            swap(Mistake.WRONG_PADDING_SIDE, "3012012000", "3012001200"),
                            swap(
                                    Mistake.EQUALS_FOR_D,
                                    TRACK,
                                    "3862123456789000000033D30122010000082300"),
                            swap(
                                    Mistake.EQUALS_FOR_D,
                                    TRACK,
                                    "3762123456789000000033D30122010000082300"),
                            swap(
                                    Mistake.ASCII_FOR_BCD,
                                    "000000012345000042",
                                    ascii("000000012345") + "000042"),
                            swap(
                                    Mistake.ASCII_FOR_BCD,
                                    "000000000100000043",
                                    ascii("000000000100") + "000043")));

    private static String length(String format, int bytes) {
        return String.format(Locale.ROOT, format, bytes);
    }

    /// Two slips in one frame.
    record Pair(String name, Slip first, Slip second, String hex) {

        @Override
        public String toString() {
            return name + ": " + first.mistake() + " and " + second.mistake();
        }
    }

    static List<Pair> pairs() {
        var all = new ArrayList<Pair>();
        for (var name : List.of("purchase-manual", "purchase-chip-pin-19-digit-pan")) {
            for (int outer = 0; outer < SLIPS.size(); outer++) {
                boolean fields = outer == SLIPS.size() - 1;
                for (int inner = fields ? outer : outer + 1; inner < SLIPS.size(); inner++) {
                    for (var first : SLIPS.get(outer)) {
                        for (var second : SLIPS.get(inner)) {
                            // What is inside is done before what is in front of it.
                            var inside = second.make().apply(hex(name));
                            var both = inside.isEmpty() ? "" : first.make().apply(inside);
                            if (!both.isEmpty() && first.mistake() != second.mistake()) {
                                all.add(new Pair(name, first, second, both));
                            }
                        }
                    }
                }
            }
        }
        return all;
    }

    @Test
    void pairsEveryMistakeAboutFormWithEveryOther() {
        var pairs =
                pairs().stream().map(p -> EnumSet.of(p.first().mistake(), p.second().mistake()));

        // Of eleven, a frame has one of four lengths at most, and lacks one of three things.
        assertThat(pairs.distinct().count()).isEqualTo(11 * 10 / 2 - 6 - 3);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void namesBothMistakes(Pair pair) {
        var explanation = Explainer.of(TestKeys.NONE).explain(pair.hex());

        assertThat(explanation.mistakes())
                .containsExactlyInAnyOrder(pair.first().mistake(), pair.second().mistake());
        assertThat(explanation.valid()).isFalse();
        assertThat(explanation.guesses().getFirst().dialect()).startsWith("terminal");
        Golden.assertNoSecretIn(explanation.text());
    }

    /// The MAC is over what was sent, mistakes and all.
    @ParameterizedTest
    @CsvSource({"ECB, 11, ", "X99, 11, WRONG_MAC_VARIANT", "ECB, 0, WRONG_MAC_RANGE"})
    void checksTheMacOfAMendedMessage(
            MacAlgorithm algorithm, int from, @Nullable Mistake aboutTheMac) {
        var padded = Bytes.ofHex(replaced(MANUAL, "3012012000", "3012001200")).toArray();
        var front = Arrays.copyOf(padded, padded.length - 8);
        var key = Bytes.ofHex("89898989ABABABAB").toArray();
        var mac = algorithm.mac(key, Arrays.copyOfRange(front, from, front.length));

        var explanation =
                Explainer.of(Golden.KEYS)
                        .expecting(MacAlgorithm.ECB)
                        .explain(Bytes.of(front).hex() + Bytes.of(mac).hex());

        var mistakes = new ArrayList<>(List.of(Mistake.WRONG_PADDING_SIDE));
        if (aboutTheMac != null) {
            mistakes.add(aboutTheMac);
        }
        assertThat(explanation.mistakes()).isEqualTo(mistakes);
        assertThat(explanation.checks().getFirst().name()).isEqualTo(Phrases.of("check.mac"));
        Golden.assertNoSecretIn(explanation.text());
    }

    /// What nobody sent is not shown as sent.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    TPDU_MISSING            | 0  | 10 | missing · 缺少 | 613100310000
                    TPDU_AND_HEADER_MISSING | 0  | 22 | missing · 缺少 | missing · 缺少
                    HEADER_MISSING          | 10 | 22 | 6000030000     | missing · 缺少
                    """)
    void showsNoBytesThatNobodySent(Mistake mistake, int from, int to, String tpdu, String header) {
        var hex = MANUAL.substring(0, from) + MANUAL.substring(to);

        var explanation =
                Explainer.of(TestKeys.NONE).explain(length("%04X", hex.length() / 2) + hex);

        assertThat(explanation.mistakes()).containsExactly(mistake);
        assertThat(Golden.shown(explanation, "length")).isEqualTo("" + hex.length() / 2);
        assertThat(Golden.shown(explanation, "tpdu")).isEqualTo(tpdu);
        assertThat(Golden.shown(explanation, "header")).isEqualTo(header);
        assertThat(Golden.shown(explanation, "tpdu.1"))
                .isEqualTo(tpdu.startsWith("m") ? "none" : "60");
        assertThat(Golden.shown(explanation, "header.1"))
                .isEqualTo(header.startsWith("m") ? "none" : "61");
        assertThat(explanation.guesses().getFirst().reasons())
                .doesNotContain(Phrases.of("why.tpdu"));
        assertThat(explanation.defects()).isEmpty();
    }

    /// A wrong length is shown as it was sent.
    @Test
    void showsTheLengthThatWasSent() {
        int bytes = MANUAL.length() / 2;
        var text = Explainer.of(TestKeys.NONE).explain(length("%04X", bytes + 2) + MANUAL);
        var digits = ascii(length("%04d", bytes));

        assertThat(Golden.shown(text, "length")).isEqualTo("" + (bytes + 2));
        var characters = ascii(length("%04X", bytes));
        for (var front : List.of(digits, characters, length("%04d", bytes))) {
            assertThat(Golden.shown(Explainer.of(TestKeys.NONE).explain(front + MANUAL), "length"))
                    .isEqualTo("" + bytes);
        }
    }

    /// Of a message with a mistake, what is wrong besides, at the place where it was received.
    @ParameterizedTest
    @CsvSource({"5A00, 0", "'', 10", "'', 22"})
    void tellsWhatIsLeftOnceAMistakeIsUndone(String front, int without) {
        var tagged = "A2999x".getBytes(US_ASCII);
        var golden = TerminalFrame.unpack(Bytes.ofHex(MANUAL).toArray());
        var message =
                golden.message().toBuilder().set(TerminalDialect.PRIVATE_59, "A2999x").unchecked();
        var body = TerminalFrame.of(golden.tpdu(), golden.header(), message).body();
        var hex = Bytes.of(body).hex().substring(without);
        var wrong =
                front.isEmpty()
                        ? hex
                        : length("%04X", Integer.reverseBytes(hex.length() / 2) >>> 16) + hex;

        var explanation = Explainer.of(TestKeys.NONE).explain(wrong);

        assertThat(explanation.mistakes()).hasSize(1);
        assertThat(explanation.valid()).isFalse();
        assertThat(explanation.defects())
                .singleElement()
                .satisfies(
                        it -> {
                            assertThat(it.path()).isEqualTo("59.A2");
                            assertThat(it.position())
                                    .isEqualTo(wrong.indexOf(Bytes.of(tagged).hex()) / 2 + 2);
                        });
    }

    /// A third is beyond what is looked for: it is told as what can't be read.
    @Test
    void namesTwoOfThree() {
        var hex = replaced(MANUAL, "3012012000", "3012001200").substring(10);
        var digits = replaced(hex, "000000012345000042", ascii("000000012345") + "000042");

        var explanation = Explainer.of(TestKeys.NONE).explain(digits);

        assertThat(explanation.mistakes())
                .containsExactly(Mistake.TPDU_MISSING, Mistake.ASCII_FOR_BCD);
        assertThat(explanation.defects()).extracting(it -> it.path()).containsExactly("22");
    }

    private static String ascii(String text) {
        return Bytes.of(text.getBytes(US_ASCII)).hex();
    }

    private static void add(List<Broken> all, GoldenFrame golden, Mistake mistake, String hex) {
        add(all, golden, List.of(mistake), hex);
    }

    private static void add(
            List<Broken> all, GoldenFrame golden, List<Mistake> mistakes, String hex) {
        var name = golden.name() + " " + mistakes;
        all.add(new Broken(name, mistakes, Explainer.of(TestKeys.NONE), hex));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void namesTheMistake(Broken broken) {
        var explanation = broken.explainer().explain(broken.hex());

        assertThat(explanation.mistakes()).containsExactlyElementsOf(broken.mistakes());
        assertThat(explanation.valid()).isFalse();
        assertThat(explanation.guesses().getFirst().dialect()).startsWith("terminal");
        Golden.assertNoSecretIn(explanation.text());
    }
}
