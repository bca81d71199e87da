package io.shoudan.iso8583.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.Seeds;
import io.shoudan.iso8583.explain.Explanation.Check;
import io.shoudan.iso8583.explain.Explanation.Defect;
import io.shoudan.iso8583.explain.Explanation.Outcome;
import io.shoudan.iso8583.interchange.ExampleFrames;
import io.shoudan.iso8583.mac.MacAlgorithm;
import io.shoudan.iso8583.terminal.GoldenFrame;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalFrame;
import io.shoudan.iso8583.terminal.TerminalProfile;
import io.shoudan.iso8583.terminal.TerminalProfile.Lengths;
import java.security.Security;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainerTest {

    static List<GoldenFrame> frames() {
        return GoldenFrame.all();
    }

    @BeforeAll
    static void installSm4() {
        Security.addProvider(new BouncyCastleProvider());
    }

    private static String dialect(GoldenFrame golden) {
        return golden.name().contains("sm4") ? "terminal-sm4" : "terminal";
    }

    @ParameterizedTest
    @MethodSource("frames")
    void explainsGoldenFrames(GoldenFrame golden) {
        var explanation = Explainer.of(Golden.keys(golden)).explain(golden.frame().hex());

        assertThat(explanation.defects()).isEmpty();
        assertThat(explanation.mistakes()).isEmpty();
        assertThat(explanation.valid()).isTrue();
        assertThat(explanation.framing()).isEqualTo(Phrases.of("framing.right"));
        assertThat(explanation.guesses().getFirst().dialect()).isEqualTo(dialect(golden));
        assertThat(explanation.guesses().getFirst().confidence()).isBetween(70, 100);
        assertThat(explanation.checks())
                .extracting(it -> it.name().english(), Check::outcome, it -> it.detail().english())
                .containsExactlyElementsOf(checks(golden));
        for (int number : golden.fields().keySet()) {
            assertThat(explanation.parts()).anyMatch(p -> p.path().equals("" + number));
        }
        assertThat(explanation.parts())
                .filteredOn(p -> p.value().equals(Phrases.of("hidden").toString()))
                .allMatch(p -> p.path().startsWith("54."));
        Golden.assertNoSecretIn(explanation.text());
    }

    /// Of a field that no request uses, nothing is said but that it can't be read.
    @Test
    void overlooksWhatNobodyLooksAt() {
        var golden = TerminalFrame.unpack(GoldenFrame.named("purchase-manual").body());
        var message =
                golden.message().toBuilder()
                        .set(TerminalDialect.LOCAL_TIME, LocalTime.of(22, 33, 44))
                        .unchecked();
        var frame = TerminalFrame.of(golden.tpdu(), golden.header(), message);
        var hex = Bytes.of(frame.body()).hex();
        assertThat(hex.split("223344", -1)).hasSize(2);

        var explanation = Explainer.of(TestKeys.NONE).explain(hex.replace("223344", "991010"));

        assertThat(explanation.valid()).isTrue();
        assertThat(explanation.text())
                .contains("12  Local time, hhmmss · ", "can't be read · 无法解读 = nobody looks")
                .doesNotContain("991010");
    }

    /// Field 53 says of which format a PIN block is; only format 0 can be checked.
    @ParameterizedTest
    @CsvSource({"26, RIGHT", "06, RIGHT", "16, NOT_CHECKED", "36, NOT_CHECKED"})
    void checksPinBlocksOfFormat0(String start, Outcome outcome) {
        var golden =
                TerminalFrame.unpack(GoldenFrame.named("purchase-chip-pin-19-digit-pan").body());
        var message =
                golden.message().toBuilder()
                        .set(TerminalDialect.SECURITY_CONTROL, start + "0".repeat(14))
                        .unchecked();
        var frame = TerminalFrame.of(golden.tpdu(), golden.header(), message);

        var explanation =
                Explainer.of(new TestKeys(null, null, Golden.KEYS.pinKey())).explain(frame.body());

        assertThat(explanation.checks())
                .singleElement()
                .extracting(Check::outcome)
                .isEqualTo(outcome);
    }

    /// A line for each key that was given, whether there is something to check with it or not.
    private static List<Tuple> checks(GoldenFrame golden) {
        var checks = new ArrayList<Tuple>();
        if (golden.fields().containsKey(64)) {
            var algorithm =
                    Stream.of("x919", "x99", "sm4")
                            .filter(it -> golden.name().startsWith("purchase-mac-" + it))
                            .findFirst()
                            .orElse("ecb");
            checks.add(tuple("MAC", Outcome.RIGHT, algorithm));
        } else {
            checks.add(tuple("MAC", Outcome.NOT_CHECKED, "the message has no MAC"));
        }
        if (golden.fields().containsKey(62)) {
            checks.add(tuple("Check value of the PIK", Outcome.RIGHT, ""));
            checks.add(tuple("Check value of the MAK", Outcome.RIGHT, ""));
            if (!golden.name().contains("003")) {
                checks.add(tuple("Check value of the TDK", Outcome.RIGHT, ""));
            }
        } else {
            var why = "the message carries no keys";
            checks.add(tuple("Check values of the keys", Outcome.NOT_CHECKED, why));
        }
        checks.add(
                golden.fields().containsKey(52)
                        ? tuple("PIN block", Outcome.RIGHT, "ISO 9564-1, 0")
                        : tuple("PIN block", Outcome.NOT_CHECKED, "the message has no PIN block"));
        return checks;
    }

    @ParameterizedTest
    @MethodSource("frames")
    void explainsGoldenFramesWithoutLengthAndKeys(GoldenFrame golden) {
        var explanation = Explainer.of(TestKeys.NONE).explain(golden.body());

        assertThat(explanation.valid()).isTrue();
        assertThat(explanation.framing()).isEqualTo(Phrases.of("framing.none"));
        assertThat(explanation.checks()).isEmpty();
        assertThat(explanation.guesses().getFirst().dialect()).startsWith("terminal");
        Golden.assertNoSecretIn(explanation.text());
    }

    @Test
    void readsWhatPeopleCopy() {
        var hex = GoldenFrame.named("echo").frame().hex();
        var copied = hex.replaceAll("(..)", "0x$1 ").replaceAll("(.{40})", "$1\n");

        assertThat(Explainer.of(TestKeys.NONE).explain(copied).valid()).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Explainer.of(TestKeys.NONE).explain("no hex"))
                .withMessageNotContaining("no hex");
    }

    @ParameterizedTest
    @CsvSource({
        "60 0x61 7, 'an even number of hexadecimal digits, not 5'",
        "60 61 6g, a hexadecimal digit: character 8",
    })
    void saysWhereHexEnds(String hex, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Explainer.of(TestKeys.NONE).explain(hex))
                .withMessage("must be " + why);
    }

    /// Bytes that aren't of the dialect that was named.
    @Test
    void isNotSureOfADialectThatDoesNotFit() {
        var body = GoldenFrame.named("purchase-manual").body();

        var guess = EXPLAINER.expecting("iso87-ebcdic").explain(body).guesses().getFirst();

        assertThat(guess.dialect()).isEqualTo("iso87-ebcdic");
        assertThat(guess.confidence()).isLessThan(50);
        assertThat(EXPLAINER.expecting("terminal").explain(body).guesses().getFirst().confidence())
                .isEqualTo(100);
    }

    /// Only what is read otherwise than it was sent is called mended.
    @Test
    void callsNothingMendedIfOnlyTheMacIsWrong() {
        var golden = GoldenFrame.named("purchase-mac-x919");

        var explanation =
                Explainer.of(Golden.keys(golden))
                        .expecting(MacAlgorithm.ECB)
                        .explain(golden.body());

        assertThat(explanation.mistakes()).containsExactly(Mistake.WRONG_MAC_VARIANT);
        assertThat(explanation.text()).doesNotContain(Phrases.of("text.mended").english());
    }

    @Test
    void saysEverythingInBothLanguages() {
        var text =
                Explainer.of(Golden.KEYS)
                        .explain(GoldenFrame.named("purchase-chip-pin-19-digit-pan").body())
                        .text();

        assertThat(text)
                .startsWith("VALID · 有效\n")
                .contains("Message · 报文: Purchase · 消费\n")
                .contains("Processing requirement · 处理要求: 0 = nothing to do · 无处理要求\n")
                .contains("2  Primary account number · 主账号（卡号）: 621234*********0003\n")
                .contains("  22.1  How the card was read · 卡号输入方式: 05 = chip · 芯片接触式\n")
                .contains("  55.9F26  Application cryptogram · 应用密文: 9F26 (8 bytes)\n")
                .contains("  60.1  Transaction type · 交易类型码: 22 = purchase · 消费\n")
                .contains("PIN block · PIN 块: right · 正确");
        var answer = Golden.text("declined-77-sign-on-again");
        assertThat(answer)
                .contains("Processing requirement · 处理要求: 3 = sign on again · 重新签到\n")
                .contains("39  Response code · 应答码: 77 = sign on again");
        assertThat(Golden.text("batch-upload"))
                .contains("000042 622500******0014 12345 = domestic card · 内卡\n");
        assertThat(Golden.text("settlement")).contains("内卡借记金额: 12345\n");
        assertThat(Golden.text("sign-on-003-answer")).contains("16 bytes + 4 bytes");
    }

    @Test
    void findsWrongKeys() {
        var other = Bytes.ofHex("1123456789ABCDEFFEDCBA9876543210");
        var explainer = Explainer.of(new TestKeys(other, other, other));
        for (var name :
                List.of(
                        "sign-on-004-answer-mak16",
                        "purchase-manual",
                        "purchase-chip-pin-19-digit-pan")) {
            var explanation = explainer.explain(GoldenFrame.named(name).body());

            assertThat(explanation.valid()).as(name).isFalse();
            assertThat(explanation.checks())
                    .extracting(Check::outcome)
                    .contains(Outcome.WRONG)
                    .doesNotContain(Outcome.RIGHT);
            assertThat(explanation.mistakes()).isEmpty();
        }
    }

    @Test
    void keepsToWhatItIsTold() {
        var frame = GoldenFrame.named("purchase-mac-x919");
        var explainer = Explainer.of(Golden.keys(frame));

        assertThat(explainer.expecting(MacAlgorithm.X919).explain(frame.body()).valid()).isTrue();
        assertThat(explainer.expecting("network").explain(frame.body()).valid()).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> explainer.expecting("none"));
    }

    @Test
    void tellsWhatIsWrongAndWhere() {
        var body = GoldenFrame.named("purchase-manual").body();
        body[36] = 0x0A;

        var explanation = Explainer.of(TestKeys.NONE).explain(body);

        assertThat(explanation.valid()).isFalse();
        assertThat(explanation.defects()).anyMatch(d -> d.position() == 36);
        Golden.assertNoSecretIn(explanation.text());
    }

    /// A purchase up to its field 60, the bit of its MAC cleared.
    private static byte[] withoutMac() {
        var body = GoldenFrame.named("purchase-manual").body();
        body[20] &= (byte) 0xFE;
        return Arrays.copyOf(body, body.length - 8);
    }

    /// Nothing is done about a request without a MAC that needs one.
    @Test
    void missesTheMac() {
        var none = Explainer.of(TestKeys.NONE).explain(withoutMac());
        var checked = Explainer.of(Golden.KEYS).explain(withoutMac());

        for (var explanation : List.of(none, checked)) {
            assertThat(explanation.valid()).isFalse();
            assertThat(explanation.defects())
                    .containsExactly(new Defect("64", -1, Phrases.of("finding.mac")));
        }
        assertThat(none.checks()).isEmpty();
        assertThat(checked.text()).contains("MAC · 报文鉴别码: wrong · 不对 (not there · 缺少)");
    }

    /// One bad value is no reason to hide the others.
    @Test
    void showsWhatIsBesideABadValue() {
        var hex = Bytes.of(GoldenFrame.named("purchase-manual").body()).hex();
        assertThat(hex).contains("000042" + "3012");

        var text = Explainer.of(TestKeys.NONE).explain(hex.replace("0000423012", "0000423013"));

        assertThat(text.defects()).extracting(Defect::path).containsExactly("14");
        assertThat(text.text())
                .contains("tpdu  TPDU", "header  Message header")
                .contains("4  Amount, in minor units of 49 · 交易金额（最小货币单位）: 12345\n")
                .contains("42  Merchant · 商户号: 898310058120001\n")
                .contains("  60.1  Transaction type");
        Golden.assertNoSecretIn(text.text());
    }

    /// What is announced but can't be reached is not missing.
    @Test
    void missesNoFieldBehindABreak() {
        var body = GoldenFrame.named("purchase-manual").body();
        var cut = Arrays.copyOf(body, body.length - 30);

        var explanation = Explainer.of(TestKeys.NONE).explain(cut);

        assertThat(explanation.defects())
                .extracting(Defect::path, it -> it.text().english())
                .contains(tuple("42", Phrases.of("finding.out-of-reach").english()))
                .noneMatch(it -> it.toString().contains("is missing"));
        assertThat(explanation.text()).contains("tpdu  TPDU", "header  Message header");
    }

    private static final Explainer EXPLAINER = Explainer.of(TestKeys.NONE);

    @ParameterizedTest
    @ValueSource(strings = {"-", ":", ", "})
    void passesOverWhatStandsBetweenBytes(String between) {
        var hex = GoldenFrame.named("echo").frame().hex();

        assertThat(EXPLAINER.explain(hex.replaceAll("(..)(?=.)", "$1" + between)).valid()).isTrue();
    }

    private static Explanation changed(String name, String from, String to) {
        var hex = Bytes.of(GoldenFrame.named(name).body()).hex();
        assertThat(hex.split(from, -1)).hasSize(2);
        return EXPLAINER.explain(hex.replace(from, to));
    }

    /// 60.1 says a refund, all else a purchase.
    @Test
    void namesTheNearestKindAndWhatDiffers() {
        var body = Bytes.of(GoldenFrame.named("purchase-manual").body()).hex();

        var explanation = changed("purchase-manual", "2200000700050", "2500000700050");

        assertThat(explanation.defects())
                .containsExactly(
                        new Defect(
                                "mti",
                                11,
                                new Phrase(
                                        "no message of this dialect fits, the nearest is Purchase"
                                                + " (0200)",
                                        "该报文规范没有相符的报文，最接近的是消费 (0200)")),
                        new Defect(
                                "60.1",
                                body.indexOf("2200000700050") / 2,
                                new Phrase("is 22 in the nearest one", "最接近的报文中为 22")));
    }

    @Test
    void namesTheNearestMti() {
        var explanation = changed("purchase-manual", "0200702404", "0201702404");

        assertThat(explanation.defects())
                .extracting(Defect::path, it -> it.text().english())
                .containsExactly(
                        tuple(
                                "mti",
                                "no message of this dialect fits, the nearest is Purchase (0200)"),
                        tuple("mti", "is 0200 in the nearest one"));
    }

    /// In the XOR of the usual MAC, a bit of the MTI stands in for one of the bitmap.
    @Test
    void callsNoMacOneOverOtherBytesByChance() {
        var hex = Bytes.of(GoldenFrame.named("purchase-manual").body()).hex();
        assertThat(hex).contains("0200702404");

        var explanation =
                Explainer.of(Golden.KEYS).explain(hex.replace("0200702404", "0201702404"));

        assertThat(explanation.mistakes()).isEmpty();
        assertThat(explanation.checks().getFirst().outcome()).isEqualTo(Outcome.WRONG);
    }

    @Test
    void tellsThatAnotherFrameFollows() {
        var first = GoldenFrame.named("echo").frame();
        var second = GoldenFrame.named("sign-off").frame();

        var explanation = EXPLAINER.explain(first.hex() + second.hex());

        assertThat(explanation.valid()).isFalse();
        assertThat(explanation.mistakes()).isEmpty();
        assertThat(explanation.defects())
                .containsExactly(new Defect("end", first.length(), Phrases.of("finding.another")));
        assertThat(explanation.parts()).isEqualTo(EXPLAINER.explain(first.hex()).parts());
    }

    @Test
    void tellsTimesAsTheyAreSent() {
        var text = Golden.text("sign-on-003-answer");

        assertThat(text).containsPattern("\\n12  [^:]+: [0-9]{6}\\n");
    }

    @Test
    void saysThatACodeIsUnknown() {
        var text =
                changed("declined-77-sign-on-again", "3737393030313030", "5839" + "393030313030");

        assertThat(text.text()).contains("39  Response code · 应答码: X9 = no meaning known");
    }

    /// One that can't be read in any dialect is the one whose MAC is right.
    @Test
    void takesTheDialectInWhichTheMacIsRight() {
        var dialect = TerminalProfile.STANDARD.with(Lengths.ASCII).dialect();
        var message =
                Message.builder(dialect, "0820")
                        .set(TerminalDialect.TRACE_NUMBER, "000042")
                        .set(TerminalDialect.MAC, Bytes.of(new byte[8]))
                        .unchecked();
        var golden = TerminalFrame.unpack(GoldenFrame.named("echo").body());
        var body = TerminalFrame.of(golden.tpdu(), golden.header(), message).body();
        var range = Arrays.copyOfRange(body, 11, body.length - 8);
        var key = Bytes.ofHex("FFEEDDCCBBAA00998877665544332211");
        var mac = MacAlgorithm.SM4.mac(key.toArray(), range);
        System.arraycopy(mac, 0, body, body.length - 8, 8);

        var guess = Explainer.of(new TestKeys(null, key, null)).explain(body).guesses().getFirst();

        assertThat(guess.dialect()).isEqualTo("terminal-sm4");
        assertThat(guess.confidence()).isEqualTo(99);
        assertThat(guess.reasons()).contains(Phrases.of("why.mac"));
    }

    @Test
    void saysWhyAKeyChecksNothing() {
        var unread = Explainer.of(Golden.KEYS).expecting("terminal").explain(new byte[9]);
        var network = Explainer.of(Golden.KEYS).explain(ExampleFrames.purchase());

        assertThat(unread.checks())
                .hasSize(3)
                .allMatch(it -> it.detail().equals(Phrases.of("reason.message")));
        assertThat(network.checks())
                .hasSize(3)
                .allMatch(it -> it.detail().equals(Phrases.of("reason.dialect")));
        assertThat(network.valid()).isTrue();
    }

    @Test
    void saysThatWhatIsToBeCheckedCantBeRead() {
        var body = GoldenFrame.named("purchase-chip-pin-19-digit-pan").body();

        for (int bytes : new int[] {16, 60}) {
            var cut = Explainer.of(Golden.KEYS).explain(Arrays.copyOf(body, bytes));

            assertThat(cut.checks())
                    .extracting(Check::detail)
                    .containsExactly(
                            Phrases.of("reason.64"),
                            Phrases.of("reason.keys"),
                            Phrases.of("reason.52"));
        }
    }

    /// What a field must say is told where it stands, with what would be right.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            reversal-no-answer             | 39   | 393839303031 | 363839303031 | one of 98, A0, 06
            settlement                     | 48.5 | 050000010000 | 050000011000 | 0
            purchase-chip-pin-19-digit-pan | 53.1 | 260000000000 | 060000000000 | one of 1, 2
            """)
    void tellsWhatAFieldMustSay(String name, String path, String from, String to, String must) {
        var explanation = changed(name, from, to);

        assertThat(explanation.valid()).isFalse();
        assertThat(explanation.defects())
                .singleElement()
                .satisfies(
                        it -> {
                            assertThat(it.path()).isEqualTo(path);
                            assertThat(it.position()).isPositive();
                            assertThat(it.text().english()).isEqualTo("must be " + must);
                        });
    }

    /// Section 1 of the protocol: the id of a TPDU is 60, a header has digits only. Section 7: only
    /// answers with 77, 99 or A0 ask to sign on again, and the message says why.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            purchase-manual           | 6000030000   | 7000030000   | tpdu.1   | 0
            purchase-manual           | 613100310000 | 61310031000F | header   | 10
            purchase-manual           | 613100310000 | 613103310000 | header.4 | 7
            purchase-approved         | 613100310000 | 613103310000 | header.4 | 7
            declined-77-sign-on-again | 613103310000 | 613100310000 |          |
            purchase-approved         | 613100310000 | 613105310000 |          |
            """)
    void looksAtWhatIsInFront(String name, String from, String to, String path, Integer at) {
        var explanation = changed(name, from, to);

        assertThat(explanation.defects())
                .extracting(Defect::path, Defect::position)
                .containsExactlyElementsOf(path == null ? List.of() : List.of(tuple(path, at)));
        assertThat(explanation.valid()).isEqualTo(path == null);
    }

    /// What is said of bytes nobody sent, or of others that may be no TPDU, would be invented.
    @Test
    void findsNothingInFrontWhereNothingIs() {
        var hex = Bytes.of(GoldenFrame.named("purchase-manual").body()).hex();

        for (var sent : List.of(hex.substring(10), hex.substring(22))) {
            assertThat(EXPLAINER.explain(sent).defects()).isEmpty();
        }
    }

    /// Names of tags that terminals and issuers send besides those of section 2.
    @ParameterizedTest
    @ValueSource(strings = {"9F06", "9F21", "9F39", "9F66", "9F74", "9F7C", "8E", "89"})
    void namesTags(String tag) {
        var name = Phrases.meaning("emv." + tag);

        assertThat(name).isNotEqualTo(Phrases.of("unknown"));
        assertThat(name.chinese()).isNotEqualTo(name.english());
    }

    /// Whoever names an algorithm expects a check.
    @Test
    void saysThatMacsOfOthersAreNotChecked() {
        var explanation =
                Explainer.of(TestKeys.NONE)
                        .expecting(MacAlgorithm.X919)
                        .explain(ExampleFrames.purchase());

        assertThat(explanation.checks())
                .containsExactly(
                        new Check(
                                Phrases.of("check.mac"),
                                Outcome.NOT_CHECKED,
                                Phrases.of("reason.dialect")));
    }

    @Test
    void neverThrows() {
        var explainer = Explainer.of(Golden.KEYS);
        var golden = frames();
        Seeds.run(
                random -> {
                    var noise = new byte[random.nextInt(300)];
                    random.nextBytes(noise);
                    assertThat(explainer.explain(noise).text()).isNotEmpty();
                    var bytes = golden.get(random.nextInt(golden.size())).frame().toArray();
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                    assertThat(explainer.explain(bytes).text())
                            .doesNotContain("6225000000000014", "4111111111111111")
                            .doesNotContain("6212345678900000003", "D3012");
                });
        assertThat(explainer.explain(new byte[0]).valid()).isFalse();
        assertThat(explainer.explain(new byte[10_000]).valid()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Mistake.class)
    void hasWordsForEveryMistake(Mistake mistake) {
        assertThat(mistake.text().english()).isNotEmpty();
        assertThat(mistake.text().chinese()).isNotEmpty();
    }
}
