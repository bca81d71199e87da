package io.shoudan.iso8583.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.PinBlock;
import io.shoudan.iso8583.explain.Explanation.Outcome;
import io.shoudan.iso8583.terminal.GoldenFrame;
import io.shoudan.iso8583.terminal.OriginalTransaction;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalFrame;
import java.security.Security;
import java.util.function.UnaryOperator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Golden frames with other values in fields that have parts.
class SubFieldsTest {

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

    @Test
    void countsLinesAtTheEnd() {
        var text = text("batch-upload-end", it -> it);

        assertThat(text).contains("48  ", ": 2\n");
    }

    @Test
    void opensTaggedText() {
        var tagged = "A2023" + "010041234" + "02009TUSN-0001" + "A4003777";

        var text = text("purchase-manual", it -> it.set(TerminalDialect.PRIVATE_59, tagged));

        assertThat(text)
                .contains("  59.A2  ")
                .contains("    59.A2.02  ", "02 (9 characters)")
                .contains("  59.A4  ")
                .doesNotContain("TUSN-0001");
    }

    /// What makers put there otherwise is told as a whole.
    @ParameterizedTest
    @ValueSource(strings = {"anything", "A2999", "A2004xxxx"})
    void leavesOtherTextAlone(String other) {
        var text = text("purchase-manual", it -> it.set(TerminalDialect.PRIVATE_59, other));

        assertThat(text).contains("59  ").doesNotContain("59.A2", other);
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
    void tellsShortAmountsAsAWhole() {
        var text =
                text(
                        "purchase-approved",
                        it -> it.set(TerminalDialect.ADDITIONAL_AMOUNTS, "1002156"));

        assertThat(text).contains("54  ").doesNotContain("54.1");
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

                assertThat(checks).isNotEmpty();
                assertThat(checks)
                        .allSatisfy(
                                check -> {
                                    assertThat(check.outcome()).isEqualTo(Outcome.NOT_CHECKED);
                                    assertThat(check.detail()).isEqualTo(Phrases.of("reason.sm4"));
                                });
            }
            var dialect = TerminalDialect.SM4_DIALECT;
            var message =
                    Message.builder(dialect, "0200")
                            .set(TerminalDialect.PAN, Pan.of("6225000000000014"))
                            .set(TerminalDialect.PIN_BLOCK, PinBlock.of(new byte[16]))
                            .unchecked();
            var key = new byte[16];
            assertThat(KeyChecks.pin(message, key))
                    .hasValueSatisfying(
                            check -> assertThat(check.outcome()).isEqualTo(Outcome.NOT_CHECKED));
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
