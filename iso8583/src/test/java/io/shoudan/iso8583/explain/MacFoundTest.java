package io.shoudan.iso8583.explain;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.explain.Explanation.Outcome;
import io.shoudan.iso8583.mac.MacAlgorithm;
import io.shoudan.iso8583.terminal.GoldenFrame;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalFrame;
import java.security.Security;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is said of a MAC that is made otherwise: exactly what.
class MacFoundTest {

    private static final byte[] LONG_KEY =
            Bytes.ofHex("89898989ABABABAB2323232345454545").toArray();
    private static final byte[] LEFT = Arrays.copyOf(LONG_KEY, 8);
    private static final byte[] RIGHT = Arrays.copyOfRange(LONG_KEY, 8, 16);
    private static final Explainer EXPLAINER =
            Explainer.of(new TestKeys(null, Bytes.of(LONG_KEY), null));

    @BeforeAll
    static void installSm4() {
        Security.addProvider(new BouncyCastleProvider());
    }

    private static byte[] front() {
        var body = GoldenFrame.named("purchase-manual").body();
        return Arrays.copyOf(body, body.length - 8);
    }

    /// Whatever is behind it, the MAC ends at field 64.
    @Test
    void findsTheMacInFrontOfWhatIsLeftOver() {
        var golden = GoldenFrame.named("purchase-manual");
        var longer = Arrays.copyOf(golden.body(), golden.body().length + 2);

        var checks = Explainer.of(Golden.keys(golden)).explain(longer).checks();

        assertThat(checks)
                .filteredOn(it -> it.name().equals(Phrases.of("check.mac")))
                .extracting(it -> it.outcome())
                .containsExactly(Outcome.RIGHT);
    }

    /// Where nobody can make an SM4 MAC, nobody knows whether one is right.
    @Test
    void saysThatSm4IsNotOffered() {
        var golden = GoldenFrame.named("purchase-mac-sm4");
        var explainer = Explainer.of(Golden.keys(golden));
        Security.removeProvider(BouncyCastleProvider.PROVIDER_NAME);
        try {
            assertThat(explainer.explain(golden.body()).checks())
                    .filteredOn(it -> it.name().equals(Phrases.of("check.mac")))
                    .extracting(it -> it.detail())
                    .containsExactly(Phrases.of("reason.sm4"));
        } finally {
            installSm4();
        }
        assertThat(explainer.explain(golden.body()).checks())
                .filteredOn(it -> it.name().equals(Phrases.of("check.mac")))
                .extracting(it -> it.outcome())
                .containsExactly(Outcome.RIGHT);
    }

    private static byte[] cut(byte[] bytes, int from, int to) {
        var rest = Arrays.copyOf(bytes, bytes.length - (to - from));
        System.arraycopy(bytes, to, rest, from, bytes.length - to);
        return rest;
    }

    private static byte[] cleared(byte[] front) {
        var copy = front.clone();
        copy[20] &= (byte) 0xFE;
        return copy;
    }

    private static void assertSaid(byte[] front, byte[] mac, String algorithm, String key) {
        var hex = Bytes.of(front).hex() + Bytes.of(mac).hex();
        var mistake =
                Phrases.find("mac." + key).orElseThrow().english().startsWith("made ")
                                && !key.equals("left")
                                && !key.equals("right")
                        ? Mistake.WRONG_MAC_RANGE
                        : Mistake.WRONG_MAC_VARIANT;

        var explanation = EXPLAINER.explain(hex);

        var check = explanation.checks().getFirst();
        assertThat(check.outcome()).isEqualTo(Outcome.WRONG);
        assertThat(check.detail()).isEqualTo(Phrase.same(algorithm).and(Phrases.of("mac." + key)));
        assertThat(explanation.mistakes()).containsExactly(mistake);
        assertThat(explanation.text()).contains(check.detail().chinese());
    }

    @ParameterizedTest
    @CsvSource({
        "tpdu, 0, 0, 0",
        "tpdu.zeros, 0, 0, 8",
        "header, 5, 0, 0",
        "header.zeros, 5, 0, 8",
        "mti.zeros, 11, 0, 8",
        "bitmap, 13, 0, 0",
        "fields, 21, 0, 0",
        "no-bitmap, 11, 8, 0",
    })
    void saysWhichBytesTheMacIsOver(String key, int from, int without, int zeros) {
        var front = front();
        var cut = without == 0 ? front : cut(front, 13, 13 + without);
        var range = Arrays.copyOfRange(cut, from, cut.length + zeros);

        assertSaid(front, MacAlgorithm.X99.mac(LONG_KEY, range), "x99", key);
        assertSaid(front, MacAlgorithm.X919.mac(LONG_KEY, range), "x919", key);
        if (zeros == 0) {
            assertSaid(front, MacAlgorithm.ECB.mac(LONG_KEY, range), "ecb", key);
        }
    }

    @ParameterizedTest
    @CsvSource({"tpdu, 0", "header, 5", "mti, 11"})
    void saysThatBit64WasCleared(String key, int from) {
        var front = front();
        var over = cleared(front);
        var range = Arrays.copyOfRange(over, from, over.length);

        assertSaid(front, MacAlgorithm.ECB.mac(LONG_KEY, range), "ecb", key + ".cleared");
        assertSaid(front, MacAlgorithm.X99.mac(LONG_KEY, range), "x99", key + ".cleared");
    }

    @Test
    void saysThatTheLengthIsIncluded() {
        var front = front();
        int bytes = front.length + 8;
        var length = new byte[] {(byte) (bytes >> 8), (byte) bytes};
        var framed = Bytes.ofHex(Bytes.of(length).hex() + Bytes.of(front).hex()).toArray();

        assertSaid(framed, MacAlgorithm.ECB.mac(LONG_KEY, framed), "ecb", "length");
    }

    @Test
    void saysWhatIsDoneOtherwiseWithTheRightBytes() {
        var front = front();
        var range = Arrays.copyOfRange(front, 11, front.length);
        var ended = Arrays.copyOf(range, range.length + 1);
        ended[range.length] = (byte) 0x80;
        var text = new String(MacAlgorithm.ECB.mac(LONG_KEY, range), US_ASCII);
        var x99 = HexFormat.of().withUpperCase().formatHex(MacAlgorithm.X99.mac(LONG_KEY, range));

        assertSaid(front, MacAlgorithm.ECB.mac(LEFT, range), "ecb", "left");
        assertSaid(front, MacAlgorithm.X99.mac(RIGHT, range), "x99", "right");
        assertSaid(front, MacAlgorithm.X99.mac(LONG_KEY, ended), "x99", "padding");
        assertSaid(front, x99.substring(0, 8).getBytes(US_ASCII), "x99", "hex");
        assertSaid(front, text.toLowerCase(Locale.ROOT).getBytes(US_ASCII), "ecb", "small");
        assertSaid(front, Arrays.copyOf(HexFormat.of().parseHex(text), 8), "ecb", "raw");
    }

    /// Also of a message of a kind that nobody knows.
    @Test
    void looksForBytesOfAnyKindOfMessage() {
        var front = front();
        front[12] = 0x70;

        var hex = Bytes.of(front).hex() + Bytes.of(MacAlgorithm.ECB.mac(LONG_KEY, front)).hex();
        var check = EXPLAINER.explain(hex).checks().getFirst();

        assertThat(check.detail()).isEqualTo(Phrase.same("ecb").and(Phrases.of("mac.tpdu")));
    }

    /// A PIN block of 8 bytes is none of SM4: the bytes are read as they are, and it is said.
    @ParameterizedTest
    @CsvSource({"false, true", "true, true", "true, false"})
    void readsOnIfSm4DoesNotFit(boolean made, boolean asked) {
        var golden = GoldenFrame.named("purchase-chip-pin-19-digit-pan").body();
        var key = Bytes.ofHex("0123456789ABCDEFFEDCBA9876543210");
        if (made) {
            var over = Arrays.copyOfRange(golden, 11, golden.length - 8);
            var mac = MacAlgorithm.SM4.mac(key.toArray(), over);
            System.arraycopy(mac, 0, golden, golden.length - 8, 8);
        }
        var explainer = Explainer.of(made ? new TestKeys(null, key, null) : TestKeys.NONE);

        var explanation =
                (asked ? explainer.expecting(MacAlgorithm.SM4) : explainer).explain(golden);

        assertThat(explanation.guesses().getFirst().dialect()).isEqualTo("terminal");
        assertThat(Golden.shown(explanation, "2")).isEqualTo("621234*********0003");
        assertThat(explanation.mistakes())
                .isEqualTo(asked ? List.of() : List.of(Mistake.WRONG_MAC_VARIANT));
        assertThat(explanation.defects().stream().map(Explanation.Defect::text).toList())
                .isEqualTo(asked ? List.of(Phrases.of("finding.sm4-pin")) : List.of());
        assertThat(explanation.valid()).isFalse();
    }

    /// An answer to a request whose MAC was right has one, too.
    @ParameterizedTest
    @CsvSource({"00, 64", "30, none"})
    void missesTheMacOfAnApproval(String code, String missing) {
        var golden = TerminalFrame.unpack(GoldenFrame.named("purchase-approved").body());
        var message =
                golden.message().toBuilder()
                        .remove(TerminalDialect.MAC)
                        .set(TerminalDialect.RESPONSE_CODE, code)
                        .unchecked();
        var frame = TerminalFrame.of(golden.tpdu(), golden.header(), message);

        var explanation = EXPLAINER.explain(frame.body());

        assertThat(explanation.valid()).isEqualTo(missing.equals("none"));
        assertThat(explanation.defects().stream().map(Explanation.Defect::path).toList())
                .isEqualTo(missing.equals("none") ? List.of() : List.of(missing));
        assertThat(explanation.checks().getFirst().outcome())
                .isEqualTo(missing.equals("none") ? Outcome.NOT_CHECKED : Outcome.WRONG);
    }
}
