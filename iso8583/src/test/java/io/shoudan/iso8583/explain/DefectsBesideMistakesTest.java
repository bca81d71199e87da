package io.shoudan.iso8583.explain;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Field;
import io.shoudan.iso8583.explain.Explanation.Defect;
import io.shoudan.iso8583.explain.Explanation.Outcome;
import io.shoudan.iso8583.mac.MacAlgorithm;
import io.shoudan.iso8583.terminal.GoldenFrame;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Frames that lack a field or have a bad value: that is no mistake of writing, and hides none.
class DefectsBesideMistakesTest {

    private static final Explainer EXPLAINER = Explainer.of(TestKeys.NONE);
    private static final String MANUAL = "purchase-manual";
    private static final String CHIP = "purchase-chip-pin-19-digit-pan";
    private static final byte[] MAK = Golden.KEYS.mak().orElseThrow();

    private static String without(String name, Field<?> field) {
        var frame = TerminalFrame.unpack(GoldenFrame.named(name).body());
        var message = frame.message().toBuilder().remove(field).unchecked();
        return Bytes.of(TerminalFrame.of(frame.tpdu(), frame.header(), message).body()).hex();
    }

    private static String withMac(String hex) {
        var front = Bytes.ofHex(hex.substring(0, hex.length() - 16)).toArray();
        var mac = MacAlgorithm.ECB.mac(MAK, Arrays.copyOfRange(front, 11, front.length));
        return Bytes.of(front).hex() + Bytes.of(mac).hex();
    }

    @ParameterizedTest
    @ValueSource(strings = {"021", "051", "011", "031", "071"})
    void callsAMissingFieldMissing(String mode) {
        var frame = TerminalFrame.unpack(GoldenFrame.named(MANUAL).body());
        var message = frame.message().toBuilder().set(TerminalDialect.ENTRY_MODE, mode).unchecked();
        var bytes = TerminalFrame.of(frame.tpdu(), frame.header(), message).body();

        for (var hex : List.of(Bytes.of(bytes).hex(), withMac(Bytes.of(bytes).hex()))) {
            var explanation = Explainer.of(Golden.KEYS).explain(hex);

            assertThat(explanation.mistakes()).isEmpty();
            assertThat(explanation.valid()).isFalse();
            assertThat(Golden.shown(explanation, "22")).isEqualTo(mode);
            assertThat(explanation.defects())
                    .extracting(Defect::path)
                    .contains("26", "52", "53")
                    .allMatch(it -> List.of("26", "52", "53", "55").contains(it));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {52, 55})
    void callsAFieldOfAChipPurchaseMissing(int number) {
        var field =
                TerminalDialect.CHIP_DATA.number() == number
                        ? TerminalDialect.CHIP_DATA
                        : TerminalDialect.PIN_BLOCK;

        var explanation = Explainer.of(Golden.KEYS).explain(withMac(without(CHIP, field)));

        assertThat(explanation.mistakes()).isEmpty();
        assertThat(explanation.defects()).extracting(Defect::path).containsExactly("" + number);
        assertThat(explanation.checks().getFirst().outcome()).isEqualTo(Outcome.RIGHT);
        assertThat(Golden.shown(explanation, "22")).isEqualTo("051");
    }

    /// A mistake, and what of a frame's digits it makes.
    record Slip(List<Mistake> mistakes, UnaryOperator<String> make) {

        @Override
        public String toString() {
            return mistakes.toString();
        }
    }

    private static Slip slip(Mistake mistake, UnaryOperator<String> make) {
        return new Slip(List.of(mistake), make);
    }

    private static Slip swap(Mistake mistake, String from, String to) {
        return slip(
                mistake,
                hex -> {
                    assertThat(hex).contains(from);
                    return hex.replace(from, to);
                });
    }

    private static int bytes(String hex) {
        return hex.length() / 2;
    }

    private static String number(String format, int value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String ascii(String text) {
        return Bytes.of(text.getBytes(US_ASCII)).hex();
    }

    private static String amountAsText(String hex) {
        assertThat(hex).contains("000000012345000042");
        return hex.replace("000000012345000042", ascii("000000012345") + "000042");
    }

    static List<Slip> slips() {
        return List.of(
                slip(Mistake.LENGTH_COUNTS_ITSELF, it -> number("%04X", bytes(it) + 2) + it),
                slip(
                        Mistake.LITTLE_ENDIAN_LENGTH,
                        it -> number("%04X", Integer.reverseBytes(bytes(it)) >>> 16) + it),
                slip(Mistake.ASCII_LENGTH, it -> ascii(number("%04d", bytes(it))) + it),
                slip(Mistake.TPDU_MISSING, it -> it.substring(10)),
                slip(Mistake.TPDU_AND_HEADER_MISSING, it -> it.substring(22)),
                slip(Mistake.HEADER_MISSING, it -> it.substring(0, 10) + it.substring(22)),
                slip(
                        Mistake.SECOND_BITMAP_MISSING,
                        it -> {
                            int first = Integer.parseInt(it.substring(26, 28), 16) | 0x80;
                            return it.substring(0, 26) + number("%02X", first) + it.substring(28);
                        }),
                slip(Mistake.ASCII_FOR_BCD, DefectsBesideMistakesTest::amountAsText));
    }

    static List<Slip> slipsOfTheChip() {
        return List.of(
                swap(
                        Mistake.WRONG_PADDING_SIDE,
                        "1962123456789000000030",
                        "1906212345678900000003"),
                swap(Mistake.WRONG_PADDING_SIDE, "05100001", "00510001"),
                swap(
                        Mistake.WRONG_PADDING_SIDE,
                        "376212345678900000003D301220100000823000",
                        "3706212345678900000003D30122010000082300"),
                swap(
                        Mistake.EQUALS_FOR_D,
                        "376212345678900000003D301220100000823000",
                        "3862123456789000000033D30122010000082300"));
    }

    private static void assertNamed(Slip slip, String hex, String left) {
        var explanation = EXPLAINER.explain(slip.make().apply(hex));

        assertThat(explanation.mistakes()).containsExactlyElementsOf(slip.mistakes());
        assertThat(explanation.defects()).extracting(Defect::path).containsExactly(left);
        assertThat(explanation.guesses().getFirst().dialect()).isEqualTo("terminal");
        Golden.assertNoSecretIn(explanation.text().replace("3012", ""));
    }

    @ParameterizedTest
    @MethodSource("slips")
    void namesAMistakeThoughAFieldIsMissing(Slip slip) {
        assertNamed(slip, without(MANUAL, TerminalDialect.TERMINAL), "41");
    }

    @ParameterizedTest
    @MethodSource("slips")
    void namesAMistakeThoughADateIsBad(Slip slip) {
        var hex = Bytes.of(GoldenFrame.named(MANUAL).body()).hex();
        assertThat(hex).contains("0000423012");

        assertNamed(slip, hex.replace("0000423012", "0000423013"), "14");
    }

    @ParameterizedTest
    @MethodSource("slipsOfTheChip")
    void namesAMistakeInAFieldThoughAnotherIsMissing(Slip slip) {
        assertNamed(slip, without(CHIP, TerminalDialect.TERMINAL), "41");
    }

    @ParameterizedTest
    @MethodSource("slipsOfTheChip")
    void namesAMistakeInAFieldThoughAnotherIsBad(Slip slip) {
        var hex = Bytes.of(GoldenFrame.named(CHIP).body()).hex();
        var terminal = ascii("90010001");
        assertThat(hex).contains(terminal);

        assertNamed(slip, hex.replace(terminal, "01" + terminal.substring(2)), "41");
    }

    /// A TPDU of 60 00 is no length of 96 bytes, even if what follows has a mistake.
    @ParameterizedTest
    @ValueSource(ints = {93, 94, 95, 96, 97, 98})
    void takesNoTpduForALength(int bytes) {
        var golden = TerminalFrame.unpack(GoldenFrame.named("purchase-manual").body());
        int characters = bytes - golden.body().length - 2;
        var message =
                golden.message().toBuilder()
                        .set(TerminalDialect.OPERATOR_OR_SCHEME, "0".repeat(characters))
                        .unchecked();
        var body = TerminalFrame.of(golden.tpdu(), golden.header(), message).body();
        assertThat(body).hasSize(bytes);
        var hex = Bytes.of(body).hex();
        int length = hex.lastIndexOf("%04d".formatted(characters) + "30");
        var broken = hex.substring(0, length) + "0999" + hex.substring(length + 4);

        var explanation = EXPLAINER.explain(broken);

        assertThat(explanation.mistakes()).isEmpty();
        assertThat(explanation.defects()).extracting(Defect::path).contains("63");
    }

    /// That a length is wrong is arithmetic, whatever is behind it.
    @ParameterizedTest
    @CsvSource({"0042, LENGTH_COUNTS_ITSELF", "4000, LITTLE_ENDIAN_LENGTH"})
    void namesALengthInFrontOfAnything(String length, Mistake mistake) {
        var explanation = EXPLAINER.explain(length + "FF".repeat(64));

        assertThat(explanation.mistakes()).containsExactly(mistake);
        assertThat(explanation.defects()).isNotEmpty();
        assertThat(explanation.framing()).isEqualTo(Phrases.of("framing.wrong"));
    }

    /// What lengths say is enough: the first frame may have any defect.
    @Test
    void tellsThatAFrameFollowsOneThatIsNotSound() {
        var body = Bytes.of(GoldenFrame.named(MANUAL).body()).hex();
        var second = GoldenFrame.named("echo").frame().hex();
        for (var first :
                List.of(
                        body.replace("0000423012", "0000423013"),
                        without(MANUAL, TerminalDialect.TERMINAL),
                        body.substring(0, 40) + "FF".repeat(40))) {
            var frame = number("%04X", bytes(first)) + first;

            var explanation = EXPLAINER.explain(frame + second);

            assertThat(explanation.mistakes()).isEmpty();
            assertThat(explanation.framing()).isEqualTo(Phrases.of("framing.right"));
            assertThat(explanation.defects())
                    .hasSizeGreaterThan(1)
                    .last()
                    .isEqualTo(new Defect("end", bytes(frame), Phrases.of("finding.another")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "0037600003000061", "0A0D0A"})
    void tellsWhatIsLeftBehindAFrame(String rest) {
        var frame = GoldenFrame.named(MANUAL).frame().hex();

        var explanation = EXPLAINER.explain(frame + rest);

        assertThat(explanation.mistakes()).isEmpty();
        assertThat(explanation.valid()).isFalse();
        assertThat(explanation.defects())
                .containsExactly(
                        new Defect(
                                "end",
                                bytes(frame),
                                Phrases.of("finding.left-over").and("(" + bytes(rest) + ")")));
    }

    /// Two mistakes in one length leave room for one behind it.
    @Test
    void namesThreeOfWhichTwoAreInTheLength() {
        var body = Bytes.of(GoldenFrame.named(MANUAL).body()).hex();
        for (var slip : slips().subList(3, slips().size())) {
            var hex = slip.make().apply(body);
            int bytes = bytes(hex);
            var itself = Mistake.LENGTH_COUNTS_ITSELF;
            var swapped = number("%04X", Integer.reverseBytes(bytes + 2) >>> 16);
            var digits = ascii(number("%04d", bytes + 4));

            assertThat(EXPLAINER.explain(swapped + hex).mistakes())
                    .isEqualTo(three(Mistake.LITTLE_ENDIAN_LENGTH, itself, slip));
            assertThat(EXPLAINER.explain(digits + hex).mistakes())
                    .isEqualTo(three(Mistake.ASCII_LENGTH, itself, slip));
        }
    }

    private static List<Mistake> three(Mistake one, Mistake other, Slip slip) {
        var all = new ArrayList<>(List.of(one, other));
        all.addAll(slip.mistakes());
        return all;
    }
}
