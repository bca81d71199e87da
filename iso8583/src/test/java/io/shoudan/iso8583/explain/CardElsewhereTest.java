package io.shoudan.iso8583.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.TrackTwo;
import io.shoudan.iso8583.standard.Iso87;
import io.shoudan.iso8583.terminal.GoldenFrame;
import io.shoudan.iso8583.terminal.OriginalTransaction;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalFrame;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Card numbers in fields that are digits and no card numbers: neither the explainer nor the
/// message itself may print them.
class CardElsewhereTest {

    private static final Explainer EXPLAINER = Explainer.of(TestKeys.NONE);
    private static final String CARD = "6225000000000014";
    private static final String LONG_CARD = "6212345678900000003";
    private static final String ORIGINAL = "020000004211220930" + "00";

    private static TerminalFrame with(UnaryOperator<Message.Builder> change) {
        var golden = TerminalFrame.unpack(GoldenFrame.named("purchase-manual").body());
        var message = change.apply(golden.message().toBuilder()).unchecked();
        return TerminalFrame.of(golden.tpdu(), golden.header(), message);
    }

    private static void assertUntold(TerminalFrame frame, String card) {
        assertUntold(EXPLAINER.explain(frame.body()), frame.message(), card);
    }

    private static void assertUntold(Explanation explanation, Message message, String card) {
        var end = card.substring(card.length() - 8);
        assertThat(explanation.text().replace(" ", "")).doesNotContain(card, end);
        for (var part : explanation.parts()) {
            assertThat(part.value()).doesNotContain(card.substring(0, 7), end);
        }
        assertThat(message.toString()).doesNotContain(card.substring(0, 7), end);
        assertThat(message.describe()).doesNotContain(card.substring(0, 7), end);
    }

    @ParameterizedTest
    @ValueSource(strings = {CARD, "4222222222222000", "0004222222222222"})
    void hidesOneInSecurityControl(String digits) {
        var number = digits.startsWith("4") ? "42222222" + "22222" : digits;

        assertUntold(with(it -> it.set(TerminalDialect.SECURITY_CONTROL, digits)), number);
        var without = with(it -> onATrack(it).set(TerminalDialect.SECURITY_CONTROL, digits));
        assertUntold(without, number);
    }

    private static Message.Builder onATrack(Message.Builder builder) {
        return builder.remove(TerminalDialect.PAN)
                .set(TerminalDialect.TRACK_2, TrackTwo.of("5200000000000007D30122010000"));
    }

    @ParameterizedTest
    @CsvSource({
        "00000700004211224222222222222, " + "42222222" + "22222",
        "6225000000000014, 6225000000000014",
        "0000076225000000000014, 6225000000000014",
        "5555555555554444, 5555555555554444",
        "62123456789000000030, 6212345678900000003",
    })
    void hidesOneInTheOriginal(String digits, String number) {
        var original = OriginalTransaction.of(digits);

        assertUntold(with(it -> it.set(TerminalDialect.ORIGINAL, original)), number);
    }

    /// The digits in front of the rest look like batch, trace and date, and are its own card's.
    @Test
    void hidesTheCardsOwnNumberHoweverItLooks() {
        var card = "6212345678901231" + "000";
        var frame =
                with(
                        it ->
                                it.set(TerminalDialect.PAN, Pan.of(card))
                                        .set(
                                                TerminalDialect.ORIGINAL,
                                                OriginalTransaction.of(card)));

        assertUntold(frame, card);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {ORIGINAL + CARD + "000000", ORIGINAL + "000" + LONG_CARD, CARD + LONG_CARD})
    void hidesOneInTheOriginalOfTheStandard(String start) {
        var digits = start + "0".repeat(42 - start.length());
        for (var own : new String[] {CARD, LONG_CARD, "5555555555554444"}) {
            var message =
                    Message.builder(Iso87.ASCII, "0420")
                            .set(Iso87.PAN, Pan.of(own))
                            .set(Iso87.TRACE_NUMBER, "000043")
                            .set(Iso87.SECURITY_CONTROL, CARD)
                            .set(Iso87.ORIGINAL_DATA, digits)
                            .unchecked();

            var explanation = EXPLAINER.explain(Iso87.ASCII.pack(message));

            assertThat(explanation.guesses().getFirst().dialect()).isEqualTo("iso87-ascii");
            assertUntold(explanation, message, CARD);
            assertUntold(explanation, message, LONG_CARD);
        }
    }

    @Test
    void showsWhatIsMeantThere() {
        var frame =
                with(
                        it ->
                                it.set(TerminalDialect.SECURITY_CONTROL, "2600000000000000")
                                        .set(
                                                TerminalDialect.ORIGINAL,
                                                new OriginalTransaction(
                                                        "000007", "000042", "1122")));

        var explanation = EXPLAINER.explain(frame.body());

        assertThat(Golden.shown(explanation, "53")).isEqualTo("2600000000000000");
        assertThat(Golden.shown(explanation, "53.2")).isEqualTo("6");
        assertThat(Golden.shown(explanation, "61")).isEqualTo("0000070000421122");
        assertThat(Golden.shown(explanation, "61.2")).isEqualTo("000042");
        assertThat(Golden.shown(explanation, "60.2")).isNotEqualTo("none");
        assertThat(frame.message().toString()).contains("53=2600000000000000");

        var reversal = ORIGINAL + "00000010344" + "00000000000";
        var message =
                Message.builder(Iso87.ASCII, "0420")
                        .set(Iso87.PAN, Pan.of(CARD))
                        .set(Iso87.ORIGINAL_DATA, reversal)
                        .unchecked();
        assertThat(message.toString()).contains("90=" + reversal);
    }
}
