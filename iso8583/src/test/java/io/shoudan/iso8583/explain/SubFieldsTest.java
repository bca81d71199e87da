package io.shoudan.iso8583.explain;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.ChipData;
import io.shoudan.iso8583.Field;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.Tlv;
import io.shoudan.iso8583.explain.Explanation.Check;
import io.shoudan.iso8583.explain.Explanation.Defect;
import io.shoudan.iso8583.explain.Explanation.Outcome;
import io.shoudan.iso8583.terminal.GoldenFrame;
import io.shoudan.iso8583.terminal.OriginalTransaction;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalFrame;
import io.shoudan.iso8583.terminal.TransactionField;
import java.security.Security;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Golden frames with other values in fields that have parts.
class SubFieldsTest {

    private static final Field<Bytes> TEXT_62 = TerminalDialect.KEYS_OR_TEXT;

    private static TerminalFrame frame(String name, UnaryOperator<Message.Builder> change) {
        var golden = TerminalFrame.unpack(GoldenFrame.named(name).body());
        var message = change.apply(golden.message().toBuilder()).unchecked();
        return TerminalFrame.of(golden.tpdu(), golden.header(), message);
    }

    private static String text(String name, UnaryOperator<Message.Builder> change) {
        return Explainer.of(TestKeys.NONE).explain(frame(name, change).body()).text();
    }

    @Test
    void tellsHowTotalsCompared() {
        var answered = "0".repeat(30) + "1" + "0".repeat(30) + "2";

        var text = text("settlement", it -> it.set(TerminalDialect.ADDITIONAL_DATA, answered));

        assertThat(text).contains(": 1 = ", ": 2 = ");
        assertThat(text("settlement", it -> it)).contains(": 0 = ");
    }

    /// ISO 8583:1987, fields 3, 22 and 25.
    @Test
    void tellsAccountsEntryAndCondition() {
        var reversal =
                text(
                        "reversal-no-answer",
                        it ->
                                it.set(TerminalDialect.PROCESSING_CODE, "001030")
                                        .set(TerminalDialect.ENTRY_MODE, "000")
                                        .set(TerminalDialect.CONDITION_CODE, "08"));

        assertThat(reversal)
                .contains("  3.1  Transaction · 交易处理码: 00 = purchase")
                .contains("  3.2  From account · 转出账户类型: 10 = savings account")
                .contains("  3.3  To account · 转入账户类型: 30 = credit account")
                .contains("  22.1  How the card was read · 卡号输入方式: 00 = not told · 未说明\n")
                .contains("  22.2  How the PIN was entered · PIN 输入方式: 0 = not told · 未说明\n")
                .contains(": 08 = mail or telephone order · 邮件或电话订购\n");
    }

    @Test
    void countsLinesAtTheEnd() {
        var text = text("batch-upload-end", it -> it);

        assertThat(text).contains("48  ", ": 2\n");
    }

    @Test
    void opensTaggedText() {
        var inside = "0100204" + "02009TUSN-0001" + "03003777" + "0501012.34.5678";
        var tagged = "A20" + inside.length() + inside + "A4003888";

        var text = text("purchase-manual", it -> it.set(TerminalDialect.PRIVATE_59, tagged));

        assertThat(text)
                .startsWith("VALID")
                .contains("  59.A2  ")
                .contains("    59.A2.01  Device type · 设备类型: 04 = smart POS terminal · 智能 POS")
                .contains("    59.A2.02  Serial number (TUSN) · 终端序列号: TUSN-0001\n")
                .contains("    59.A2.03  ", "03 (3 characters)")
                .contains("    59.A2.05  Application version · 应用程序版本: 12.34.5678\n")
                .contains("  59.A4  ")
                .doesNotContain("777", "888");
    }

    /// A serial number can be as long as a card number, and look like one.
    @Test
    void showsNoTextThatLooksLikeACardNumber() {
        var pan = "6225000000000014";

        var text =
                text(
                        "purchase-manual",
                        it -> it.set(TerminalDialect.PRIVATE_59, "A20210201" + "6" + pan));

        assertThat(text).contains("59.A2.02").doesNotContain(pan);
    }

    private static Explanation explain(String name, UnaryOperator<Message.Builder> change) {
        return Explainer.of(TestKeys.NONE).explain(frame(name, change).body());
    }

    /// Where these digits start, of which there is one place in the frame.
    private static int indexOf(String hex, TerminalFrame frame) {
        var all = Bytes.of(frame.body()).hex();
        assertThat(all.split(hex, -1)).hasSize(2);
        return all.indexOf(hex) / 2;
    }

    @ParameterizedTest
    @CsvSource({
        "A2999x, 59.A2, 2",
        "A2999, 59.A2, 2",
        "A2004xxxx, 59.A2, 5",
        "A20080100204x, 59.A2, 12",
        "A201001999TUSNx, 59.A2.01, 7",
        "anything, 59, 2",
    })
    void tellsWhereTaggedTextBreaks(String other, String path, int offset) {
        var frame = frame("purchase-manual", it -> it.set(TerminalDialect.PRIVATE_59, other));
        int at = indexOf(Bytes.of(other.getBytes(US_ASCII)).hex(), frame);

        var explanation = Explainer.of(TestKeys.NONE).explain(frame.body());

        assertThat(explanation.valid()).isFalse();
        assertThat(explanation.mistakes()).isEmpty();
        assertThat(explanation.defects())
                .singleElement()
                .satisfies(
                        it -> {
                            assertThat(it.path()).isEqualTo(path);
                            assertThat(it.position()).isEqualTo(at + offset);
                            assertThat(it.text().english()).startsWith("must hold ");
                            assertThat(it.text().chinese()).startsWith("内容应为");
                        });
        assertThat(explanation.text()).doesNotContain(other);
    }

    @Test
    void goesOnBehindTaggedTextThatBreaks() {
        var tagged = "A2004xxxx" + "A4003888";

        var explanation =
                explain("purchase-manual", it -> it.set(TerminalDialect.PRIVATE_59, tagged));

        assertThat(explanation.defects()).extracting(Defect::path).containsExactly("59.A2");
        assertThat(explanation.text()).contains("  59.A4  ");
    }

    private static Explanation withKeys(String name, UnaryOperator<Message.Builder> change) {
        return Explainer.of(Golden.KEYS).explain(frame(name, change).body());
    }

    private static List<Check> keyChecks(Explanation explanation) {
        return explanation.checks().stream()
                .filter(it -> it.name().english().startsWith("Check value"))
                .toList();
    }

    @Test
    void missesAByteOfTheKeys() {
        var keys = Bytes.of(new byte[39]);

        var explanation = withKeys("sign-on-003-answer", it -> it.set(TEXT_62, keys));

        assertThat(explanation.valid()).isFalse();
        assertThat(explanation.defects())
                .singleElement()
                .satisfies(
                        it -> {
                            assertThat(it.path()).isEqualTo("62");
                            assertThat(it.position()).isPositive();
                            assertThat(it.text())
                                    .isEqualTo(new Phrase("must hold 40 bytes", "内容应为 40 字节"));
                        });
        assertThat(keyChecks(explanation))
                .containsExactly(
                        new Check(
                                Phrases.of("check.kcv"),
                                Outcome.NOT_CHECKED,
                                Phrases.of("reason.62")));
    }

    @Test
    void missesTheKeysOfAnApprovedSignOn() {
        var explanation = withKeys("sign-on-003-answer", it -> it.remove(TEXT_62));

        assertThat(explanation.valid()).isFalse();
        assertThat(explanation.defects())
                .containsExactly(
                        new Defect(
                                "62", -1, new Phrase("field 62 Keys or text is missing", "缺少此域")));
        assertThat(keyChecks(explanation))
                .extracting(Check::detail)
                .containsExactly(Phrases.of("reason.62"));
        // A refusal has none.
        assertThat(
                        explain(
                                        "sign-on-003-answer",
                                        it ->
                                                it.remove(TEXT_62)
                                                        .set(TerminalDialect.RESPONSE_CODE, "97"))
                                .valid())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "settlement, 0123456789, 'two halves of 31 digits that end in 0, 1 or 2'",
        "settlement, 00000001234500100000000500000130000000000000000000000000000000,"
                + " 'two halves of 31 digits that end in 0, 1 or 2'",
        "batch-upload, 0200000042,"
                + " 'a count of 2 digits, at most 8, and as many lines of 40 digits'",
        "batch-upload-end, 00002, 4 digits",
    })
    void tellsWhatABatchMustHold(String name, String digits, String expected) {
        var explanation = explain(name, it -> it.set(TerminalDialect.ADDITIONAL_DATA, digits));

        assertThat(explanation.valid()).isFalse();
        assertThat(explanation.defects())
                .singleElement()
                .satisfies(
                        it -> {
                            assertThat(it.path()).isEqualTo("48");
                            assertThat(it.position()).isPositive();
                            assertThat(it.text().english()).isEqualTo("must hold " + expected);
                        });
    }

    /// The answer repeats how many lines there were, in this message or in all.
    @ParameterizedTest
    @CsvSource({"201, 02, 48.0  Lines in this message", "207, 0012, 48.0  Lines sent in all"})
    void tellsTheCountThatAnAnswerRepeats(String code, String digits, String told) {
        var golden = TerminalFrame.unpack(GoldenFrame.named("declined-77-sign-on-again").body());
        var message =
                Message.builder(TerminalDialect.DIALECT, "0330")
                        .copy(golden.message(), golden.message().fields())
                        .remove(TerminalDialect.MAC)
                        .remove(TerminalDialect.AMOUNT)
                        .set(
                                TerminalDialect.TRANSACTION,
                                new TransactionField("00", "000007", code))
                        .set(TerminalDialect.ADDITIONAL_DATA, digits)
                        .unchecked();
        var frame = TerminalFrame.of(golden.tpdu(), golden.header(), message);

        var explanation = Explainer.of(TestKeys.NONE).explain(frame.body());

        assertThat(explanation.defects()).noneMatch(it -> it.path().equals("48"));
        assertThat(explanation.text()).contains("  " + told, ": " + Integer.parseInt(digits));
    }

    /// Where no meaning is looked for, none is missed.
    @Test
    void leavesAloneWhatAMessageIgnores() {
        var explanation =
                explain("purchase-manual", it -> it.set(TerminalDialect.ADDITIONAL_AMOUNTS, "1"));

        assertThat(explanation.valid()).isTrue();
    }

    @Test
    void tellsBothInstitutions() {
        assertThat(Golden.text("purchase-approved"))
                .contains("  44.1  Issuer · 发卡机构: 03080000\n")
                .contains("  44.2  Acquirer · 收单机构: 00098310\n");
        assertThat(text("purchase-approved", it -> it.set(TerminalDialect.INSTITUTIONS, "0308")))
                .contains("  44.1  ")
                .doesNotContain("44.2");
    }

    private static Bytes ascii(String text) {
        return Bytes.of(text.getBytes(US_ASCII));
    }

    @Test
    void tellsTheSerialNumberOfASignOn() {
        var number = ascii("Sequence No123010AB123456");

        assertThat(text("sign-on-003", it -> it.set(TEXT_62, number)))
                .startsWith("VALID")
                .contains("  62.1  Network access licence · 入网许可证编号: 3010\n")
                .contains("  62.2  Serial number of the device · 设备序列号: AB123456\n");
        for (var other : List.of("Sequence No133010AB123456", "SequenceNo123010AB123456", "x")) {
            assertThat(explain("sign-on-003", it -> it.set(TEXT_62, ascii(other))).defects())
                    .extracting(Defect::path)
                    .containsExactly("62");
        }
    }

    @Test
    void tellsTheTraceNumbersOfADownload() {
        var code = new TransactionField("00", "000007", "701");
        UnaryOperator<Message.Builder> download = it -> it.set(TerminalDialect.TRANSACTION, code);

        assertThat(text("sign-on-003", it -> download.apply(it).set(TEXT_62, ascii("000042"))))
                .contains("  62.1  First trace number wanted · 起始流水号: 000042\n");
        assertThat(
                        text(
                                "sign-on-003-answer",
                                it ->
                                        download.apply(it)
                                                .set(TEXT_62, ascii("000000"))
                                                .set(TerminalDialect.ADDITIONAL_DATA, "00")))
                .contains("  48.0  Lines in this message · 本报文明细笔数: 0\n")
                .contains("  62.1  Next trace number to ask for · 下一个流水号: 000000 = there are");
        assertThat(
                        explain(
                                        "sign-on-003-answer",
                                        it -> download.apply(it).set(TEXT_62, ascii("00004x")))
                                .defects())
                .extracting(Defect::path)
                .contains("62");
    }

    @Test
    void tellsWhatTheChipSaysThatIsNoSecret() {
        var text = Golden.text("purchase-chip-pin-19-digit-pan");

        assertThat(text)
                .contains("55.9F27  Cryptogram information · 密文信息数据: 80 = asks the issuer (ARQC)")
                .contains("55.9F36  Application transaction counter · 应用交易计数器: 0FCD = 4045\n")
                .contains("55.95  Terminal verification results · 终端验证结果: 0000000000 = nothing")
                .contains("55.9A  Date of the transaction · 交易日期: 261122\n")
                .contains("55.9C  Type of the transaction · 交易类型: 00 = purchase or completion")
                .contains("55.5F2A  Currency of the transaction · 交易货币代码: 0156 = Chinese yuan")
                .contains("55.9F1A  Country of the terminal · 终端国家代码: 0156 = China · 中国\n")
                .contains("82  Application interchange profile · 应用交互特征: 7C00 = static data")
                .contains("9F34  Cardholder verification results · 持卡人验证结果: 420300 = enciphered")
                .contains("55.9F35  Terminal type · 终端类型: 22 = of a merchant, attended, online and")
                .contains("55.84  Name of the selected application · 专用文件名称: A000000333010101 =")
                .contains("55.9F1E  Serial number of the device · 接口设备序列号: 90010001\n")
                .contains("55.9F26  Application cryptogram · 应用密文: 9F26 (8 bytes)\n");
    }

    private static String chip(Tlv... objects) {
        return text(
                "purchase-chip-pin-19-digit-pan",
                it -> it.set(TerminalDialect.CHIP_DATA, ChipData.of(objects)));
    }

    /// Whatever a tag promises, another length may be anything, and so may a name that is none.
    @Test
    void showsChipValuesOfTheirLengthOnly() {
        var pan = "6225000000000014";
        var text =
                chip(
                        Tlv.of("5A", pan),
                        Tlv.of("57", pan + "D3012201"),
                        Tlv.of("5F20", pan),
                        Tlv.of("5F24", "301231"),
                        Tlv.of("9F6B", pan + "D3012201"),
                        Tlv.of("95", pan),
                        Tlv.of("84", pan),
                        Tlv.of("9F1E", pan),
                        Tlv.of("8A", "3035"),
                        Tlv.of("9F02", "000000012345"));

        assertThat(text)
                .doesNotContain(pan, "301231", "D3012")
                .contains("  55.95  Terminal verification results · 终端验证结果: 95 (8 bytes)\n")
                .contains("  55.84  Name of the selected application · 专用文件名称: 84 (8 bytes)\n")
                .contains("  55.8A  Authorization response code · 授权响应码: 05 = not honoured")
                .contains("  55.9F02  Amount authorized · 授权金额: 000000012345\n");
    }

    @Test
    void tellsWhatBitsSay() {
        assertThat(
                        chip(
                                Tlv.of("95", "8000048001"),
                                Tlv.of("9B", "E800"),
                                Tlv.of("9F33", "E0F0C8"),
                                Tlv.of("9F34", "1E0302")))
                .contains("not done, online PIN entered, over the floor limit, other bits ·")
                .contains("offline data authentication done, cardholder verification done, card ")
                .contains("keyed by hand, magnetic stripe, chip with contacts, plain PIN checked")
                .contains("1E0302 = signature, succeeded · 签名，成功\n");
    }

    @ParameterizedTest
    @CsvSource({
        "001,                      '  63.1  ', 63.2",
        "'001LOC+31.2304,+121.47', '31.2304, 121.47', 31.2304x",
    })
    void tellsOperatorAndPlace(String operator, String told, String untold) {
        var text =
                text("purchase-manual", it -> it.set(TerminalDialect.OPERATOR_OR_SCHEME, operator));

        assertThat(text).contains(told).doesNotContain(untold);
    }

    @Test
    void tellsPlacesThatAreNone() {
        var explanation =
                explain(
                        "purchase-manual",
                        it -> it.set(TerminalDialect.OPERATOR_OR_SCHEME, "001LOCnowhere"));

        assertThat(explanation.defects()).extracting(Defect::path).containsExactly("63.2");
        assertThat(explanation.text()).contains("  63.1  ").doesNotContain("63.2  ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1002156", "1002156X000000012345"})
    void tellsAmountsThatAreNone(String amounts) {
        var explanation =
                explain(
                        "purchase-approved",
                        it -> it.set(TerminalDialect.ADDITIONAL_AMOUNTS, amounts));

        assertThat(explanation.defects()).extracting(Defect::path).containsExactly("54");
        assertThat(explanation.text()).contains("54  ").doesNotContain("54.1");
    }

    @Test
    void tellsOriginalsWithoutTheirDay() {
        var text =
                text(
                        "purchase-manual",
                        it ->
                                it.set(
                                        TerminalDialect.ORIGINAL,
                                        OriginalTransaction.of("000007000042")));

        assertThat(text).contains("  61.2  ").doesNotContain("61.3");
    }

    /// Without the card number nobody can tell whether a PIN block is one.
    @Test
    void checksNoPinWithoutItsCard() {
        var frame =
                frame(
                        "purchase-chip-pin-19-digit-pan",
                        it ->
                                it.remove(TerminalDialect.PAN)
                                        .remove(TerminalDialect.TRACK_2)
                                        .remove(TerminalDialect.MAC));

        var pinKey = new TestKeys(null, null, Golden.KEYS.pinKey());
        var explanation = Explainer.of(pinKey).explain(frame.body());

        assertThat(explanation.checks())
                .singleElement()
                .satisfies(
                        check -> {
                            assertThat(check.outcome()).isEqualTo(Outcome.NOT_CHECKED);
                            assertThat(check.detail()).isEqualTo(Phrases.of("reason.pan"));
                        });
    }

    /// The JDK has no SM4: what needs it is not checked, and not called wrong.
    @Test
    void saysWhatItCantCheckWithoutSm4() {
        Security.removeProvider(BouncyCastleProvider.PROVIDER_NAME);
        try {
            for (var name : new String[] {"sign-on-006-answer-sm4", "purchase-mac-sm4"}) {
                var golden = GoldenFrame.named(name);
                var explainer = Explainer.of(Golden.keys(golden)).expecting("terminal-sm4");

                var checks = explainer.explain(golden.body()).checks();

                assertThat(checks).allMatch(it -> it.outcome() == Outcome.NOT_CHECKED);
                assertThat(checks).extracting(it -> it.detail()).contains(Phrases.of("reason.sm4"));
            }
            var card = Pan.of("6225000000000014");
            var key = new byte[16];
            assertThat(KeyChecks.pin(new byte[16], Optional.of(card), key).outcome())
                    .isEqualTo(Outcome.NOT_CHECKED);
        } finally {
            Security.addProvider(new BouncyCastleProvider());
        }
    }

    @Test
    void refusesKeysThatAreNone() {
        var eight = Bytes.of(new byte[8]);
        var nine = Bytes.of(new byte[9]);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TestKeys(eight, null, null))
                .withMessage("must be 16 bytes: TMK");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TestKeys(null, nine, null))
                .withMessage("must be 8 or 16 bytes: MAK");
        assertThatIllegalArgumentException().isThrownBy(() -> new TestKeys(null, null, nine));
        assertThat(new TestKeys(null, eight, eight)).hasToString("test keys");
    }

    @Test
    void saysInShortWhatItThinks() {
        var explainer = Explainer.of(TestKeys.NONE);
        var echo = GoldenFrame.named("echo");

        assertThat(explainer.explain(echo.body())).hasToString("valid, terminal");
        assertThat(explainer.explain(new byte[] {1})).asString().startsWith("not valid");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> explainer.explain("0".repeat(65_537)))
                .withMessage("must be at most 65536 characters");
    }
}
