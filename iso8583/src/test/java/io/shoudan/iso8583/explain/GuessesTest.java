package io.shoudan.iso8583.explain;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Dialect;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.TrackTwo;
import io.shoudan.iso8583.explain.Explanation.Outcome;
import io.shoudan.iso8583.mac.MacAlgorithm;
import io.shoudan.iso8583.standard.Iso87;
import io.shoudan.iso8583.terminal.GoldenFrame;
import io.shoudan.iso8583.terminal.TerminalFrame;
import io.shoudan.iso8583.terminal.TerminalProfile;
import io.shoudan.iso8583.terminal.TerminalProfile.Lengths;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Which dialect bytes are taken for, and what is said of makers' ways of writing.
class GuessesTest {

    private static final Explainer EXPLAINER = Explainer.of(TestKeys.NONE);
    private static final Dialect ASCII_LENGTHS =
            TerminalProfile.STANDARD.with(Lengths.ASCII).dialect();

    @BeforeAll
    static void installSm4() {
        Security.addProvider(new BouncyCastleProvider());
    }

    static List<GoldenFrame> frames() {
        return GoldenFrame.all();
    }

    static List<Dialect> standards() {
        return List.of(Iso87.ASCII, Iso87.BINARY, Iso87.EBCDIC);
    }

    private static String dialect(Explanation explanation) {
        return explanation.guesses().getFirst().dialect();
    }

    /// A golden frame as terminals with ASCII lengths write it.
    private static byte[] withAsciiLengths(GoldenFrame golden) {
        var frame = TerminalFrame.unpack(golden.body());
        var message = frame.message();
        var builder = Message.builder(ASCII_LENGTHS, message.mti()).copy(message, message.fields());
        return TerminalFrame.of(frame.tpdu(), frame.header(), builder.unchecked()).body();
    }

    @ParameterizedTest
    @MethodSource("frames")
    void guessesAsciiLengths(GoldenFrame golden) {
        var explanation = EXPLAINER.explain(withAsciiLengths(golden));

        assertThat(explanation.valid()).isTrue();
        assertThat(explanation.mistakes()).isEmpty();
        assertThat(dialect(explanation))
                .isEqualTo(
                        golden.name().equals("sign-on-006-answer-sm4")
                                ? "terminal-sm4-ascii-lengths"
                                : "terminal-ascii-lengths");
        assertThat(explanation.guesses().getFirst().reasons())
                .contains(Phrases.of("why.ascii-lengths"));
        for (int number : golden.fields().keySet()) {
            assertThat(explanation.parts()).anyMatch(p -> p.path().equals("" + number));
        }
        Golden.assertNoSecretIn(explanation.text());
    }

    /// A guess that hardly fits is no place to say how its lengths are written.
    @Test
    void givesAsciiLengthsForNoReasonWhereTheyAreNone() {
        var explanation = EXPLAINER.explain(GoldenFrame.named("purchase-manual").frame().toArray());

        assertThat(explanation.guesses())
                .extracting(g -> g.dialect())
                .contains("terminal-ascii-lengths");
        assertThat(explanation.text()).doesNotContain("ASCII digits");
    }

    /// Whoever knows that the terminal should pack them hears what is wrong.
    @Test
    void namesAsciiLengthsAMistakeWhereTheyAreNone() {
        var bytes = withAsciiLengths(GoldenFrame.named("purchase-manual"));

        var explanation = EXPLAINER.expecting("terminal").explain(bytes);

        assertThat(explanation.valid()).isFalse();
        assertThat(explanation.mistakes()).containsExactly(Mistake.ASCII_FOR_BCD);
    }

    @Test
    void findsMistakesBesideAsciiLengths() {
        var hex = Bytes.of(withAsciiLengths(GoldenFrame.named("purchase-manual"))).hex();
        assertThat(hex).contains("3012012000");

        var explanation = EXPLAINER.explain(hex.replace("3012012000", "3012001200").substring(10));

        assertThat(explanation.mistakes())
                .containsExactlyInAnyOrder(Mistake.TPDU_MISSING, Mistake.WRONG_PADDING_SIDE);
        assertThat(dialect(explanation)).isEqualTo("terminal-ascii-lengths");
    }

    @Test
    void checksMacsOfFramesWithAsciiLengths() {
        var bytes = withAsciiLengths(GoldenFrame.named("purchase-manual"));
        var front = Arrays.copyOf(bytes, bytes.length - 8);
        var range = Arrays.copyOfRange(front, 11, front.length);
        var mac = MacAlgorithm.ECB.mac(Bytes.ofHex("89898989ABABABAB").toArray(), range);

        var explanation =
                Explainer.of(Golden.KEYS).explain(Bytes.of(front).hex() + Bytes.of(mac).hex());

        assertThat(explanation.valid()).isTrue();
        assertThat(explanation.checks().getFirst().outcome()).isEqualTo(Outcome.RIGHT);
    }

    @ParameterizedTest
    @CsvSource({
        "purchase-manual, 3012012000, 3012012F00, 22",
        "purchase-chip-pin-19-digit-pan, 1962123456789000000030, 196212345678900000003F, 2",
        "purchase-chip-pin-19-digit-pan, 05100001, 0510F001, 23",
        "purchase-chip-pin-19-digit-pan, D301220100000823000, D30122010000082300F, 35",
    })
    void tellsThatOddDigitsAreFilledWithF(String name, String zero, String f, String path) {
        var hex = Bytes.of(GoldenFrame.named(name).body()).hex();
        assertThat(hex).contains(zero);
        var remark = path + "  Filled up with · 补位: F = read like 0";

        var explanation = EXPLAINER.explain(hex.replace(zero, f));

        assertThat(explanation.valid()).isTrue();
        assertThat(explanation.text()).contains("\n  " + remark);
        assertThat(EXPLAINER.explain(hex).text()).doesNotContain("Filled up");
        Golden.assertNoSecretIn(explanation.text());
    }

    /// Without a MAC's key nothing else tells SM4 from 3DES.
    @Test
    void takesTheDialectOfTheMacThatIsExpected() {
        var body = GoldenFrame.named("purchase-mac-sm4").body();

        assertThat(dialect(EXPLAINER.explain(body))).isEqualTo("terminal");
        assertThat(dialect(EXPLAINER.expecting(MacAlgorithm.SM4).explain(body)))
                .isEqualTo("terminal-sm4");
    }

    /// The bytes of a purchase on the link to the card network, written out by hand.
    @Test
    void guessesTheNetwork() {
        var text =
                "0200"
                        + "7220448108C08000"
                        + "166225000000000014"
                        + "000000"
                        + "000000012345"
                        + "1122013105"
                        + "000042"
                        + "5411"
                        + "012"
                        + "00"
                        + "0800098310"
                        + "632600000042"
                        + "90010001"
                        + "898310058120001"
                        + "156";

        var explanation = EXPLAINER.explain(text.getBytes(US_ASCII));

        assertThat(dialect(explanation)).isEqualTo("network");
        assertThat(explanation.defects()).isEmpty();
        assertThat(explanation.valid()).isTrue();
        assertThat(explanation.guesses()).extracting(g -> g.dialect()).contains("iso87-ascii");
        assertThat(explanation.text())
                .contains("622500******0014")
                .doesNotContain("6225000000000014");
    }

    /// With a second bitmap and a field that the network hasn't.
    @ParameterizedTest
    @MethodSource("standards")
    void guessesTheStandardByItsCoding(Dialect standard) {
        var message =
                Message.builder(standard, "0200")
                        .set(Iso87.PAN, Pan.of("6225000000000014"))
                        .set(Iso87.AMOUNT, 12_345L)
                        .set(Iso87.TRACE_NUMBER, "000042")
                        .set(Iso87.ENTRY_MODE, "051")
                        .set(Iso87.TRACK_2, TrackTwo.of("6225000000000014D3012201"))
                        .set(Iso87.TERMINAL, "90010001")
                        .set(Iso87.NETWORK_CODE, "301")
                        .build();

        var explanation = EXPLAINER.explain(standard.pack(message));

        assertThat(dialect(explanation)).isEqualTo(standard.name());
        assertThat(explanation.valid()).isTrue();
        assertThat(explanation.guesses().getFirst().confidence()).isGreaterThanOrEqualTo(60);
        assertThat(explanation.text()).doesNotContain("6225000000000014");
    }

    /// What is in front, and the bitmap, is told of other dialects, too.
    @Test
    void namesMistakesInFrontOfTheStandard() {
        var message =
                Message.builder(Iso87.ASCII, "0800")
                        .set(Iso87.TRACE_NUMBER, "000042")
                        .set(Iso87.TERMINAL, "90010001")
                        .build();
        var packed = Bytes.of(Iso87.ASCII.pack(message)).hex();
        // The first bit of a bitmap in characters: 0 becomes 8.
        var bit = packed.substring(0, 8) + "38" + packed.substring(10);
        var length = String.format("%04X", packed.length() / 2 + 2);

        assertThat(EXPLAINER.explain(length + packed).mistakes())
                .containsExactly(Mistake.LENGTH_COUNTS_ITSELF);
        assertThat(EXPLAINER.explain(length + bit).mistakes())
                .containsExactly(Mistake.LENGTH_COUNTS_ITSELF, Mistake.SECOND_BITMAP_MISSING);
    }

    /// What had to be mended was not read as it was sent.
    @Test
    void saysThatItWasMended() {
        var body = GoldenFrame.named("purchase-manual").body();
        var sound = EXPLAINER.explain(body).guesses().getFirst().reasons();
        var mended =
                EXPLAINER
                        .explain(Arrays.copyOfRange(body, 5, body.length))
                        .guesses()
                        .getFirst()
                        .reasons();

        assertThat(sound).contains(Phrases.of("why.sound"));
        assertThat(mended)
                .contains(Phrases.of("why.mended"))
                .doesNotContain(Phrases.of("why.sound"));
    }
}
