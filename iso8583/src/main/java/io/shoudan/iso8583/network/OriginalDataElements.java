package io.shoudan.iso8583.network;

import io.shoudan.iso8583.Masks;

/// Field 90 (ISO 8583:1987): which request a reversal undoes, by what identified it on the link.
///
/// @param mti              of the original, 4 digits
/// @param traceNumber      field 11 of the original, 6 digits
/// @param transmissionTime field 7 of the original, `MMDDhhmmss`, 10 digits, UTC
/// @param acquirer         field 32 of the original, 11 digits with leading zeros
/// @param forwarder        field 33 of the original, 11 digits with leading zeros; zeros if none
public record OriginalDataElements(
        String mti,
        String traceNumber,
        String transmissionTime,
        String acquirer,
        String forwarder) {

    private static final int DIGITS = 42;
    private static final String NO_FORWARDER = "00000000000";

    /// Field 90 of these parts.
    ///
    /// @throws IllegalArgumentException if a part has another length or isn't digits
    public OriginalDataElements {
        check(mti, 4, "original MTI");
        check(traceNumber, 6, "original trace number");
        check(transmissionTime, 10, "original transmission time");
        check(acquirer, 11, "original acquirer");
        check(forwarder, 11, "original forwarder");
    }

    /// Field 90 for a request that came from its acquirer directly.
    ///
    /// @param acquirer field 32 of the original, 1 to 11 digits; zeros are put in front
    /// @throws IllegalArgumentException if a part has another length or isn't digits
    public static OriginalDataElements of(
            String mti, String traceNumber, String transmissionTime, String acquirer) {
        var filled = "0".repeat(Math.max(0, 11 - acquirer.length())) + acquirer;
        return new OriginalDataElements(mti, traceNumber, transmissionTime, filled, NO_FORWARDER);
    }

    /// Splits the digits of field 90.
    ///
    /// @param digits 42 digits
    /// @throws IllegalArgumentException if `digits` is anything else
    public static OriginalDataElements of(String digits) {
        check(digits, DIGITS, "field 90");
        return new OriginalDataElements(
                digits.substring(0, 4),
                digits.substring(4, 10),
                digits.substring(10, 20),
                digits.substring(20, 31),
                digits.substring(31));
    }

    /// The digits as they may be printed.
    public String shown() {
        return Masks.originalData(text());
    }

    @Override
    public String toString() {
        return shown();
    }

    /// The 42 digits as sent.
    public String text() {
        return mti + traceNumber + transmissionTime + acquirer + forwarder;
    }

    private static void check(String text, int count, String what) {
        if (text.length() != count || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("must be " + count + " digits: " + what);
        }
    }
}
