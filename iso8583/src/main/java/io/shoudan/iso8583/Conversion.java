package io.shoudan.iso8583;

import java.time.LocalTime;
import java.time.MonthDay;
import java.util.function.Function;

/// How what is on the wire becomes a type of the program, and back. Keeps the codec ignorant of the
/// program's types and the types ignorant of the codec.
///
/// @param parse   may throw [IllegalArgumentException] or [java.time.DateTimeException], whose text
///                is dropped because it may hold the value
/// @param print   the inverse of `parse`
/// @param meaning what a value must be, for error texts: `a time hhmmss`
public record Conversion<R, T>(
        Function<? super R, ? extends T> parse,
        Function<? super T, ? extends R> print,
        String meaning) {

    /// A time of day of six digits, `hhmmss`; which zone is the field's business.
    public static final Conversion<String, LocalTime> TIME_HHMMSS =
            new Conversion<>(Conversion::time, Conversion::timeText, "a time hhmmss");

    /// A day of four digits, `MMDD`; 0229 is one.
    public static final Conversion<String, MonthDay> DATE_MMDD =
            new Conversion<>(Conversion::date, Conversion::dateText, "a date MMDD");

    /// The expiry of a card, `YYMM`.
    public static final Conversion<String, Expiry> EXPIRY_YYMM =
            new Conversion<>(Expiry::of, Expiry::text, "an expiry YYMM");

    /// A card number.
    public static final Conversion<String, Pan> CARD_NUMBER =
            new Conversion<>(Pan::of, Pan::clearText, "a card number");

    /// An enciphered PIN.
    public static final Conversion<Bytes, PinBlock> ENCIPHERED_PIN =
            new Conversion<>(
                    bytes -> PinBlock.of(bytes.toArray()),
                    block -> Bytes.of(block.clearText()),
                    "a PIN block");

    /// Chip data, kept byte for byte.
    public static final Conversion<Bytes, ChipData> CHIP =
            new Conversion<>(ChipData::of, ChipData::bytes, "BER-TLV objects");

    /// A number that isn't negative, written with leading zeros.
    ///
    /// @param digits how many are written, 1 to 18
    public static Conversion<String, Long> unsigned(int digits) {
        return new Conversion<>(
                Long::parseLong, value -> zeroFilled(value, digits), digits + " digits");
    }

    private static String zeroFilled(long value, int digits) {
        var text = Long.toString(value);
        if (value < 0 || text.length() > digits) {
            throw new IllegalArgumentException(
                    "must not be negative nor exceed " + digits + " digits");
        }
        return "0".repeat(digits - text.length()) + text;
    }

    private static LocalTime time(String text) {
        return LocalTime.of(two(text, 0), two(text, 2), two(text, 4));
    }

    private static String timeText(LocalTime time) {
        return zeroFilled(time.getHour() * 10_000L + time.getMinute() * 100L + time.getSecond(), 6);
    }

    private static MonthDay date(String text) {
        return MonthDay.of(two(text, 0), two(text, 2));
    }

    private static String dateText(MonthDay date) {
        return zeroFilled(date.getMonthValue() * 100L + date.getDayOfMonth(), 4);
    }

    private static int two(String text, int start) {
        return Integer.parseInt(text.substring(start, start + 2));
    }
}
