package io.shoudan.iso8583.terminal;

import io.shoudan.iso8583.Conversion;
import io.shoudan.iso8583.Pan;
import java.time.DateTimeException;
import java.time.MonthDay;
import java.util.Optional;

/// Field 61 of the terminal protocol: which earlier transaction is meant.
///
/// @param batchNumber of the original, 6 digits
/// @param traceNumber of the original, 6 digits
/// @param date        field 13 of the original's answer, `MMDD` in the host's zone; 0 or 4 digits
/// @param rest        what a terminal sent behind the date, 0 to 13 digits; kept to pack the same
public record OriginalTransaction(
        String batchNumber, String traceNumber, String date, String rest) {

    static final Conversion<String, OriginalTransaction> CONVERSION =
            new Conversion<>(
                    OriginalTransaction::of,
                    OriginalTransaction::text,
                    "12 or 16 to 29 digits",
                    digits -> digits == 12 || (digits >= 16 && digits <= 29));

    private static final int BATCH_AND_TRACE = 12;
    private static final int WITH_DATE = 16;
    private static final int MAX_REST = 13;

    /// Field 61 of these parts.
    ///
    /// @throws IllegalArgumentException if a part has another length or isn't digits
    public OriginalTransaction {
        Digits.check(batchNumber, 6, "61.1");
        Digits.check(traceNumber, 6, "61.2");
        Digits.check(date, date.isEmpty() ? 0 : 4, "61.3");
        Digits.check(rest, Math.min(rest.length(), date.isEmpty() ? 0 : MAX_REST), "61.4");
    }

    /// Batch, trace and date, as terminals send it.
    ///
    /// @throws IllegalArgumentException if a part has another length or isn't digits
    public OriginalTransaction(String batchNumber, String traceNumber, String date) {
        this(batchNumber, traceNumber, date, "");
    }

    /// Splits the digits of field 61.
    ///
    /// @param digits 12, or 16 to 29 digits
    /// @throws IllegalArgumentException if `digits` is anything else
    public static OriginalTransaction of(String digits) {
        if (digits.length() < BATCH_AND_TRACE) {
            throw new IllegalArgumentException("must be 12..29 digits: field 61");
        }
        int dateEnd = Math.min(digits.length(), WITH_DATE);
        return new OriginalTransaction(
                digits.substring(0, 6),
                digits.substring(6, BATCH_AND_TRACE),
                digits.substring(BATCH_AND_TRACE, dateEnd),
                digits.substring(dateEnd));
    }

    /// The date, if one was sent and is a day of the year.
    public Optional<MonthDay> day() {
        if (date.isEmpty()) {
            return Optional.empty();
        }
        try {
            int digits = Integer.parseInt(date);
            return Optional.of(MonthDay.of(digits / 100, digits % 100));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /// The digits as they may be printed: none of the rest, of which nobody says what it is, and
    /// nothing if a card number could stand there, though its last digits be a day.
    public String shown() {
        boolean meant = date.isEmpty() || day().isPresent();
        return Pan.mayBeIn(meant ? batchNumber + traceNumber + date : text())
                ? "****"
                : batchNumber + traceNumber + date + "*".repeat(rest.length());
    }

    @Override
    public String toString() {
        return shown();
    }

    /// The digits as sent.
    public String text() {
        return batchNumber + traceNumber + date + rest;
    }
}
