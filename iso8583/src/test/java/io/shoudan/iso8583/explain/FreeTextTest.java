package io.shoudan.iso8583.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.explain.Explanation.Defect;
import io.shoudan.iso8583.standard.Iso93;
import io.shoudan.iso8583.terminal.GoldenFrame;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalFrame;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Card numbers where no card number belongs, also mistyped ones.
class FreeTextTest {

    private static final Explainer EXPLAINER = Explainer.of(TestKeys.NONE);

    private static Explanation explain(UnaryOperator<Message.Builder> change) {
        var golden = TerminalFrame.unpack(GoldenFrame.named("purchase-manual").body());
        var message = change.apply(golden.message().toBuilder()).unchecked();
        var frame = TerminalFrame.of(golden.tpdu(), golden.header(), message);
        return EXPLAINER.explain(Bytes.of(frame.body()).hex());
    }

    private static void assertUntold(Explanation explanation) {
        var text = explanation.text().replaceAll("[ -]", "").replace("622500******0014", "");
        assertThat(text).doesNotContain("6225000").doesNotContain("0000001");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "6225000000000014",
                "6225 0000 0000 0014",
                "6225-0000-0000-0014",
                "62250000000000 15",
                "CARD 6225000000000015"
            })
    void hidesDigitsInTheMerchantsName(String digits) {
        var name = digits + " ".repeat(40 - digits.length());

        var explanation = explain(it -> it.set(TerminalDialect.MERCHANT_NAME, name));

        assertThat(explanation.valid()).isTrue();
        assertUntold(explanation);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0016225000000000015",
                "0016225 0000 0000 0014",
                "6225000000000014",
                "0010",
                "x"
            })
    void findsOperatorsThatAreNone(String operator) {
        var explanation = explain(it -> it.set(TerminalDialect.OPERATOR_OR_SCHEME, operator));

        assertThat(explanation.valid()).isFalse();
        assertThat(explanation.defects()).extracting(Defect::path).containsExactly("63.1");
        assertUntold(explanation);
    }

    @ParameterizedTest
    @CsvSource({
        "'001LOC-31.230412,-121.470012', '-31.230412, -121.470012'",
        "01, '63.1  Operator · 操作员号: 01'"
    })
    void showsOperatorsAndPlaces(String operator, String shown) {
        var explanation = explain(it -> it.set(TerminalDialect.OPERATOR_OR_SCHEME, operator));

        assertThat(explanation.valid()).isTrue();
        assertThat(explanation.text()).contains(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOC+62.25000000000015,+1", "LOC+1,+0.6225000000000015"})
    void hidesPlacesOfManyDigits(String place) {
        assertUntold(explain(it -> it.set(TerminalDialect.OPERATOR_OR_SCHEME, "001" + place)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"6225 0000 0000 0014", "6225000000000015"})
    void hidesDigitsInTaggedText(String version) {
        var inside = "050" + version.length() + version;
        var tagged = "A20" + inside.length() + inside;

        var explanation = explain(it -> it.set(TerminalDialect.PRIVATE_59, tagged));

        assertThat(explanation.text()).contains("59.A2.05  ");
        assertUntold(explanation);
    }

    @ParameterizedTest
    @ValueSource(strings = {"6225000000000015", "REF 6225 0000 0000 0014"})
    void hidesDigitsInTextOfTheStandard(String digits) {
        var message =
                Message.builder(Iso93.ASCII, "1420")
                        .set(Iso93.TRACE_NUMBER, "000042")
                        .set(Iso93.DEBIT_REVERSAL_AMOUNT, 6_225_000_000_000_015L)
                        .set(Iso93.ISSUER_REFERENCE, digits)
                        .unchecked();

        var explanation = EXPLAINER.explain(Iso93.ASCII.pack(message));

        assertThat(explanation.guesses().getFirst().dialect()).isEqualTo("iso93-ascii");
        assertThat(explanation.text()).contains("89  ", "95  ");
        assertUntold(explanation);
    }

    /// What a merchant is known by is as long as a card number.
    @Test
    void showsTheMerchant() {
        assertThat(explain(it -> it).text()).contains(": 898310058120001\n");
    }
}
