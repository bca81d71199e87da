package io.shoudan.settlement.statement;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.settlement.fee.Fee;
import io.shoudan.settlement.line.SettlementLine;
import io.shoudan.settlement.testing.Lines;
import io.shoudan.settlement.testing.Story;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A statement that a spreadsheet shows as it is and runs nothing of.
class StatementCsvTest {

    private final Story story = Story.begin();

    @Test
    void writesOneLinePerLineWithAHeader() {
        var posted = Lines.posted(story.purchase(100_00), new Fee(55, 1, "55 bp, HALF_UP"));

        var csv = StatementCsv.of(statement(posted));

        assertThat(csv.lines().findFirst().orElse(""))
                .isEqualTo(
                        "business_date,transaction_id,kind,status,terminal_id,outlet,batch_number,"
                                + "trace_number,retrieval_reference,authorization_code,card,issuer,"
                                + "currency,amount,fee,net,fee_rule,captured_at");
        assertThat(csv)
                .endsWith(",CNY,100.00,0.55,99.45,\"55 bp, HALF_UP\",2026-11-23T14:00:00Z\r\n")
                .contains("2026-11-23," + posted.transactionId() + ",PURCHASE,POSTED,");
        assertThat(csv.split("\r\n")).hasSize(2);
    }

    /// Money from the merchant is a negative number, not a text with an apostrophe.
    @Test
    void keepsNegativeAmountsNumbers() {
        var refund = story.refund(story.purchase(100_00), 100_00);

        var csv = StatementCsv.of(statement(Lines.posted(refund, new Fee(-55, 1, "rule"))));

        assertThat(csv).contains(",CNY,100.00,-0.55,-99.45,rule,");
    }

    @Test
    void showsWhatWaitsWithoutAFee() {
        var csv = StatementCsv.of(statement(SettlementLine.of(story.purchase(100_00))));

        assertThat(csv).contains(",WAITING_FOR_TARIFF,").contains(",CNY,100.00,,,,");
    }

    @ParameterizedTest
    @CsvSource({"JPY,10000,55,9945", "KWD,10.000,0.055,9.945"})
    void writesAmountsWithTheDecimalsOfTheirCurrency(
            String code, String amount, String fee, String net) {
        var currency = Currency.getInstance(code);
        var line = Lines.posted(Story.begin(currency).purchase(100_00), new Fee(55, 1, "rule"));

        var csv =
                StatementCsv.of(
                        new MerchantStatement(
                                line.merchantId(), null, Story.DATE, currency, List.of(line)));

        assertThat(csv).contains("," + code + "," + amount + "," + fee + "," + net + ",");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=cmd|' /C calc'!A0",
                "+1",
                "-1",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "＝1",
                "＋1",
                "－1",
                "＠A"
            })
    void disarmsTextThatASpreadsheetWouldRun(String text) {
        var cell = StatementCsv.text(text).replace("\"", "");

        assertThat(cell).startsWith("'").isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"总店", "a=b", "1-2", "Ada's", " =1"})
    void leavesOtherTextAlone(String text) {
        assertThat(StatementCsv.text(text)).isEqualTo(text);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    a,b   | "a,b"
                    a"b   | "a""b"
                    =a,"b | "'=a,""b"
                    """)
    void quotesAsRfc4180Says(String text, String cell) {
        assertThat(StatementCsv.text(text)).isEqualTo(cell);
    }

    @Test
    void quotesLineBreaks() {
        assertThat(StatementCsv.text("a\r\nb")).isEqualTo("\"a\r\nb\"");
        assertThat(StatementCsv.text(null)).isEmpty();
    }

    @Test
    void sumsPostedLinesOnly() {
        var first = story.purchase(100_00);
        var refund = story.refund(first, 40_00);
        var waiting = story.purchase(1_000_00);

        var statement =
                statement(
                        Lines.posted(first, new Fee(55, 1, "rule")),
                        Lines.posted(refund, new Fee(-22, 1, "rule")),
                        SettlementLine.of(waiting));

        assertThat(statement.purchasesMinor()).isEqualTo(100_00);
        assertThat(statement.refundsMinor()).isEqualTo(40_00);
        assertThat(statement.feesMinor()).isEqualTo(33);
        assertThat(statement.netMinor()).isEqualTo(100_00 - 40_00 - 33);
        assertThat(statement.waiting()).hasSize(1);
    }

    private MerchantStatement statement(SettlementLine... lines) {
        return new MerchantStatement(
                story.merchantId(), "商户", Story.DATE, Story.CNY, List.of(lines));
    }
}
