package io.shoudan.terminal.check;

import io.shoudan.iso8583.Finding;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.terminal.BatchLine;
import io.shoudan.iso8583.terminal.SettlementTotals;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TransactionKind;
import io.shoudan.terminal.field.Currencies;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Check 1: fields that are missing or malformed.
final class FormCheck {

    /// What a merchant's number can be; anything else is nobody's.
    private static final Pattern MERCHANT = Pattern.compile("[0-9A-Za-z ]{15}");

    private static final int MAX_DETAIL = 500;

    private FormCheck() {}

    /// What a failed check is told as.
    ///
    /// @param cause  code of the failure catalogue
    /// @param detail field paths and what was expected
    record Defect(String cause, String detail) {}

    /// The defect of a message, or null if its form is sound.
    static @Nullable Defect of(Message message) {
        var findings = message.dialect().objections(message);
        if (!findings.isEmpty()) {
            boolean unknown = findings.stream().allMatch(f -> f instanceof Finding.UnknownType);
            return new Defect(
                    unknown ? "MESSAGE_UNSUPPORTED" : "MESSAGE_MALFORMED",
                    shortened(findings.stream().map(Finding::text).toList()));
        }
        var kind = TransactionKind.of(message).orElseThrow();
        var meanings = meanings(kind, message);
        return meanings.isEmpty() ? null : new Defect("MESSAGE_MALFORMED", shortened(meanings));
    }

    private static List<String> meanings(TransactionKind kind, Message message) {
        var defects = new ArrayList<String>();
        if (!MERCHANT.matcher(message.get(TerminalDialect.MERCHANT)).matches()) {
            defects.add("field 42: must be 15 letters, digits or spaces");
        }
        // A reversal in no currency is one in the cell's: money already moved is never held up.
        if (kind != TransactionKind.REVERSAL) {
            message.find(TerminalDialect.CURRENCY)
                    .filter(code -> Currencies.of(code).isEmpty())
                    .ifPresent(_ -> defects.add("field 49: must be a currency in circulation"));
        }
        additionalData(kind, message.find(TerminalDialect.ADDITIONAL_DATA).orElse(""))
                .ifPresent(defects::add);
        return defects;
    }

    /// Field 48, whose form depends on the kind. What it must be is in the exception, without the
    /// value.
    private static Optional<String> additionalData(TransactionKind kind, String digits) {
        try {
            boolean empty =
                    switch (kind) {
                        case BATCH_SETTLEMENT -> SettlementTotals.of(digits).text().isEmpty();
                        case BATCH_UPLOAD -> BatchLine.parse(digits).isEmpty();
                        case BATCH_UPLOAD_END -> BatchLine.parseTotal(digits) < 0;
                        default -> false;
                    };
            return empty ? Optional.of("field 48: must have a line at least") : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("field 48: " + e.getMessage());
        }
    }

    private static String shortened(List<String> texts) {
        var all = texts.stream().collect(Collectors.joining("; "));
        return all.length() > MAX_DETAIL ? all.substring(0, MAX_DETAIL) : all;
    }
}
