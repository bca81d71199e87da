package io.shoudan.iso8583;

import java.time.LocalTime;
import java.time.MonthDay;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import java.util.function.ToLongFunction;

/// How a fixed number of digits becomes a type of the program, and back, through the number that
/// they write.
///
/// @param valid   which numbers are values
/// @param parse   called with valid numbers only
/// @param print   the inverse of `parse`
/// @param meaning what a value must be, for error texts: `a time hhmmss`
public record DigitsConversion<T>(
        LongPredicate valid,
        LongFunction<? extends T> parse,
        ToLongFunction<? super T> print,
        String meaning) {

    /// A number that isn't negative.
    public static final DigitsConversion<Long> UNSIGNED =
            new DigitsConversion<>(_ -> true, Long::valueOf, Long::longValue, "digits");

    /// A time of day, `hhmmss`; which zone is the field's business.
    public static final DigitsConversion<LocalTime> TIME_HHMMSS =
            new DigitsConversion<>(
                    n -> n / 10_000 < 24 && n / 100 % 100 < 60 && n % 100 < 60,
                    n -> LocalTime.of((int) (n / 10_000), (int) (n / 100 % 100), (int) (n % 100)),
                    time -> time.getHour() * 10_000L + time.getMinute() * 100L + time.getSecond(),
                    "a time hhmmss");

    /// A day, `MMDD`; 0229 is one.
    public static final DigitsConversion<MonthDay> DATE_MMDD =
            new DigitsConversion<>(
                    DigitsConversion::isDay,
                    n -> MonthDay.of((int) (n / 100), (int) (n % 100)),
                    day -> day.getMonthValue() * 100L + day.getDayOfMonth(),
                    "a date MMDD");

    /// The expiry of a card, `YYMM`.
    public static final DigitsConversion<Expiry> EXPIRY_YYMM =
            new DigitsConversion<>(
                    n -> n % 100 >= 1 && n % 100 <= 12,
                    n -> new Expiry((int) (n / 100), (int) (n % 100)),
                    expiry -> expiry.year() * 100L + expiry.month(),
                    "an expiry YYMM");

    /// A value as it stands in a message, with leading zeros.
    ///
    /// @param digits how many its field has
    public String text(T value, int digits) {
        var text = Long.toString(print.applyAsLong(value));
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }

    private static boolean isDay(long number) {
        long month = number / 100;
        long day = number % 100;
        if (month < 1 || month > 12 || day < 1) {
            return false;
        }
        return day
                <= (month == 2
                        ? 29
                        : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31);
    }
}
