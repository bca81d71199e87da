package io.shoudan.settlement.statement;

import io.shoudan.settlement.line.SettlementLine;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A statement as CSV: RFC 4180 with a header line, lines ended by CRLF.
///
/// Safe to open in a spreadsheet: a text that begins with a character which spreadsheets take for a
/// formula (`=`, `+`, `-`, `@`, their full-width forms, tab, carriage return or line feed) gets an
/// apostrophe in front. Amounts are numbers that we format ourselves, so a negative one keeps its
/// minus sign and stays a number.
final class StatementCsv {

    private static final String CRLF = "\r\n";
    private static final String TAKEN_FOR_FORMULAS = "=+-@＝＋－＠\t\r\n";

    // spotless:off  One column a line, in the order of the cells below.
    private static final String HEADER =
            "business_date,"
            + "transaction_id,"
            + "kind,"
            + "status,"
            + "terminal_id,"
            + "outlet,"
            + "batch_number,"
            + "trace_number,"
            + "retrieval_reference,"
            + "authorization_code,"
            + "card,"
            + "issuer,"
            + "currency,"
            + "amount,"
            + "fee,"
            + "net,"
            + "fee_rule,"
            + "captured_at";
    // spotless:on

    private StatementCsv() {}

    static String of(MerchantStatement statement) {
        var csv = new StringBuilder(HEADER).append(CRLF);
        for (var line : statement.lines()) {
            csv.append(cells(line, statement.currency()).collect(Collectors.joining(",")))
                    .append(CRLF);
        }
        return csv.toString();
    }

    private static Stream<String> cells(SettlementLine line, Currency currency) {
        var fee = line.fee();
        return Stream.of(
                text(line.businessDate().toString()),
                text(line.transactionId().toString()),
                text(line.kind().getValue()),
                text(line.state().name()),
                text(line.terminalId()),
                text(line.outletName()),
                text(line.batchNumber()),
                text(line.traceNumber()),
                text(line.retrievalReference()),
                text(line.authorizationCode()),
                text(line.maskedPan()),
                text(line.issuer()),
                text(currency.getCurrencyCode()),
                amount(line.amount().minorUnits(), currency),
                fee == null ? "" : amount(fee.minor(), currency),
                fee == null ? "" : amount(MerchantStatement.netMinor(line, fee), currency),
                text(fee == null ? null : fee.rule()),
                text(line.capturedAt().toString()));
    }

    private static String amount(long minorUnits, Currency currency) {
        return BigDecimal.valueOf(minorUnits, currency.getDefaultFractionDigits()).toPlainString();
    }

    static String text(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        var harmless = TAKEN_FOR_FORMULAS.indexOf(text.charAt(0)) < 0 ? text : "'" + text;
        return needsQuotes(harmless) ? "\"" + harmless.replace("\"", "\"\"") + "\"" : harmless;
    }

    private static boolean needsQuotes(String text) {
        return List.of(",", "\"", "\r", "\n").stream().anyMatch(text::contains);
    }
}
