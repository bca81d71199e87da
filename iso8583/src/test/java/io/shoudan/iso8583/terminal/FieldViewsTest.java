package io.shoudan.iso8583.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.terminal.BatchLine.Origin;
import io.shoudan.iso8583.terminal.OperatorField.Location;
import io.shoudan.iso8583.terminal.SettlementTotals.Comparison;
import io.shoudan.iso8583.terminal.SettlementTotals.Half;
import java.math.BigDecimal;
import java.time.MonthDay;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Fields that have parts.
class FieldViewsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "22000007000",
                "220000070005",
                "2200000700050",
                "22000007000501",
                "220000070005010",
                "2200000700050100",
                "22000007000501002"
            })
    void keepsAsManySubfieldsOf60AsWereSent(String digits) {
        assertThat(TransactionField.of(digits).text()).isEqualTo(digits);
    }

    @Test
    void splitsField60() {
        var field = TransactionField.of("22000007000521003");

        assertThat(field.type()).isEqualTo("22");
        assertThat(field.batchNumber()).isEqualTo("000007");
        assertThat(field.networkCode()).isEqualTo("000");
        assertThat(field.readerCapability()).contains("5");
        assertThat(field.chipCondition()).contains("2");
        assertThat(field.partialApproval()).contains("1");
        assertThat(field.accountType()).contains("003");
        assertThat(new TransactionField("00", "000001", "003").readerCapability()).isEmpty();
        assertThat(field.withBatchNumber("000008").text()).isEqualTo("22000008000521003");
    }

    /// A terminal may have put the card number there.
    @ParameterizedTest
    @CsvSource({
        "22000007000521003, 22000007000521003",
        "00000001003,       00000001003",
        "6225000000000014,  62**************",
        "4111111111111111,  41**************",
    })
    void printsNoCardNumberIn60(String digits, String shown) {
        assertThat(TransactionField.of(digits)).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2200000700", "220000070005000000", "2200000700X"})
    void refusesOtherLengthsOf60(String digits) {
        assertThatIllegalArgumentException().isThrownBy(() -> TransactionField.of(digits));
    }

    @ParameterizedTest
    @CsvSource({
        "0000070000421122,              1122, --11-22",
        "000007000042,                  '',   ",
        "0000070000420000,              0000, ",
        "00000700004211220112345678901, 1122, --11-22",
    })
    void splitsField61(String digits, String date, MonthDay day) {
        var original = OriginalTransaction.of(digits);

        assertThat(original.batchNumber()).isEqualTo("000007");
        assertThat(original.traceNumber()).isEqualTo("000042");
        assertThat(original.date()).isEqualTo(date);
        assertThat(original.day().orElse(null)).isEqualTo(day);
        assertThat(original.text()).isEqualTo(digits);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00000700004", "0000070000421", "000007000042112"})
    void refusesOtherLengthsOf61(String digits) {
        assertThatIllegalArgumentException().isThrownBy(() -> OriginalTransaction.of(digits));
    }

    @Test
    void readsAndComparesTotals() {
        var sent = GoldenFrame.named("settlement").field(48);
        var terminal = SettlementTotals.of(sent);

        assertThat(terminal.domestic()).isEqualTo(Half.of(12_345, 1, 5_000, 1));
        assertThat(terminal.foreign()).isEqualTo(Half.of(0, 0, 0, 0));
        assertThat(terminal.text()).isEqualTo(sent);
        assertThat(terminal.balanced()).isFalse();

        var ours = new SettlementTotals(Half.of(12_345, 1, 5_000, 1), Half.of(0, 0, 0, 0));
        assertThat(ours.comparedWith(terminal).balanced()).isTrue();
        assertThat(ours.comparedWith(terminal).text())
                .isEqualTo("000000012345001000000005000001" + "1" + "0".repeat(30) + "1");

        var other = new SettlementTotals(Half.of(12_345, 1, 5_001, 1), Half.of(0, 0, 0, 0));
        assertThat(other.comparedWith(terminal).balanced()).isFalse();
        assertThat(other.comparedWith(terminal).text()).endsWith("2" + "0".repeat(30) + "1");
    }

    @Test
    void refusesWhatAreNoTotals() {
        assertThatIllegalArgumentException().isThrownBy(() -> SettlementTotals.of("0".repeat(61)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SettlementTotals.of("0".repeat(30) + "3" + "0".repeat(31)));
        assertThatIllegalArgumentException().isThrownBy(() -> Half.of(0, 1000, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Half.of(-1, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Half.of(0, 0, 1_000_000_000_000L, 0));
    }

    @Test
    void readsBatchLines() {
        var sent = GoldenFrame.named("batch-upload").field(48);

        var lines = BatchLine.parse(sent);

        var pan = Pan.of("6225000000000014");
        assertThat(lines)
                .containsExactly(
                        new BatchLine(Origin.DOMESTIC, "000042", pan, 12_345),
                        new BatchLine(Origin.DOMESTIC, "000046", pan, 5_000));
        assertThat(BatchLine.text(lines)).isEqualTo(sent);
        assertThat(lines.toString()).doesNotContain("6225000000000014");
        assertThat(BatchLine.parseTotal(GoldenFrame.named("batch-upload-end").field(48)))
                .isEqualTo(2);
        assertThat(BatchLine.totalText(2)).isEqualTo("0002");
        assertThat(BatchLine.parse("00")).isEmpty();
    }

    @Test
    void fillsAMessageWithEightLines() {
        var line = new BatchLine(Origin.FOREIGN, "000042", Pan.of("6212345678900000003"), 1);

        assertThat(BatchLine.text(Collections.nCopies(8, line))).hasSize(322);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatchLine.text(Collections.nCopies(9, line)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "01", "0X", "0100", "09"})
    void refusesWhatAreNoLines(String field) {
        assertThatIllegalArgumentException().isThrownBy(() -> BatchLine.parse(field));
    }

    @Test
    void refusesLinesWithoutACardOrOfAnUnknownType() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatchLine.parse("01" + "00000042" + "0".repeat(32)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatchLine.parse("01" + "02000042" + "1".repeat(32)));
    }

    @ParameterizedTest
    @CsvSource({
        "1002156C000000012345, 12345",
        "1002156D000000012345, -12345",
        "1002156C000000000000, 0"
    })
    void readsBalances(String text, long amountMinor) {
        var balance = BalanceField.of(text);

        assertThat(balance).isEqualTo(new BalanceField("156", amountMinor));
        assertThat(balance.text()).isEqualTo(text);
        assertThat(balance).hasToString("balance in 156");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1002156E000000012345", "1003156C000000012345", "1002156C00000001234X"})
    void refusesWhatIsNoBalance(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> BalanceField.of(text));
    }

    @Test
    void readsSecurityControl() {
        assertThat(SecurityControl.USUAL.tracksEnciphered()).isFalse();
        assertThat(SecurityControl.of("0610000000000000").tracksEnciphered()).isTrue();
        assertThat(SecurityControl.of("0610000000000000").text()).isEqualTo("0610000000000000");
        assertThatIllegalArgumentException().isThrownBy(() -> SecurityControl.of("26"));
    }

    @Test
    void readsOperatorAndPlace() {
        var field = OperatorField.of("001LOC+31.2304,-121.4737");

        assertThat(field.operator()).isEqualTo("001");
        assertThat(field.location())
                .isEqualTo(new Location(new BigDecimal("31.2304"), new BigDecimal("-121.4737")));
        assertThat(field.text()).isEqualTo("001LOC+31.2304,-121.4737");
        assertThat(OperatorField.of("01").text()).isEqualTo("01");
    }

    /// Where the terminal is does not decide whether its cardholder may pay.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "001LOC",
                "001LOC,",
                "001LOC31",
                "001LOC+91,+0",
                "001LOC+1,+181",
                "001LOC1e999999999,1",
                "001LOC+1.,+1",
                "001LOC+1,+1,+1"
            })
    void doesWithoutPlacesItCantRead(String text) {
        assertThat(OperatorField.of(text).location()).isNull();
        assertThat(OperatorField.of(text).operator()).isEqualTo("001");
    }

    @Test
    void readsHowTotalsCompared() {
        var answered = "0".repeat(30) + "1" + "0".repeat(30) + "2";

        var totals = SettlementTotals.of(answered);

        assertThat(totals.domestic().comparison()).isEqualTo(Comparison.BALANCED);
        assertThat(totals.foreign().comparison()).isEqualTo(Comparison.UNBALANCED);
        assertThat(totals.balanced()).isFalse();
        assertThat(totals.text()).isEqualTo(answered);
        assertThat(SettlementTotals.of("0".repeat(30) + "2" + "0".repeat(30) + "1").balanced())
                .isFalse();
    }

    /// Each of the four sums counts.
    @Test
    void findsAnyDifferenceOfTotals() {
        var half = Half.of(1, 2, 3, 4);

        assertThat(half.sameSums(Half.of(1, 2, 3, 4).comparedWith(half))).isTrue();
        assertThat(half.sameSums(Half.of(9, 2, 3, 4))).isFalse();
        assertThat(half.sameSums(Half.of(1, 9, 3, 4))).isFalse();
        assertThat(half.sameSums(Half.of(1, 2, 9, 4))).isFalse();
        assertThat(half.sameSums(Half.of(1, 2, 3, 9))).isFalse();
    }

    @Test
    void makesOriginalsOfTheirParts() {
        assertThat(new OriginalTransaction("000007", "000042", "1122").text())
                .isEqualTo("0000070000421122");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OriginalTransaction("000007", "000042", "", "1"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OriginalTransaction("00000x", "000042", "1122"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OriginalTransaction("00000:", "000042", "1122"));
    }

    @Test
    void readsLinesOfForeignCards() {
        var line = new BatchLine(Origin.FOREIGN, "000042", Pan.of("4"), 1);

        assertThat(BatchLine.parse(BatchLine.text(List.of(line)))).containsExactly(line);
    }

    @ParameterizedTest
    @CsvSource({"-1, 0, 0", "256, 0, 0", "0, -1, 0", "0, 65536, 0", "0, 0, -1", "0, 0, 65536"})
    void refusesAddressesThatDontFit(int id, int destination, int source) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Tpdu(id, destination, source));
    }

    /// Digits that nobody explains, and those that could be a card number, don't print.
    @Test
    void printsNoMoreThanWhatIsMeant() {
        assertThat(OriginalTransaction.of("00000700004211226225000000000"))
                .hasToString("0000070000421122*************");
        assertThat(OriginalTransaction.of("4111111111111111")).hasToString("****");
        assertThat(OriginalTransaction.of("0000070000421122")).hasToString("0000070000421122");
        assertThat(SecurityControl.of("2605000000000014")).hasToString("260*************");
        assertThat(SecurityControl.USUAL).hasToString("2600000000000000");
        assertThat(OperatorField.of("6225000000000014")).hasToString("****");
        assertThat(OperatorField.of("001LOC+31.2304,+121.4737"))
                .hasToString("001LOC+31.2304,+121.4737");
    }
}
