package io.shoudan.terminal.field;

import org.jspecify.annotations.Nullable;

/// Field 63 of a request: who works at the terminal, and where it stands.
///
/// @param operator 1 to 3 characters; absent if not sent
/// @param location latitude and longitude as sent, separated by a comma; absent if not sent
public record OperatorField(@Nullable String operator, @Nullable String location) {

    private static final String LOCATION_MARK = "LOC";
    private static final int OPERATOR_CHARACTERS = 3;
    private static final int MAX_LOCATION_CHARACTERS = 64;

    /// Never fails: what makes no sense is left out, for it is no reason to refuse a payment.
    public static OperatorField of(String text) {
        int mark = text.indexOf(LOCATION_MARK);
        var front = mark < 0 ? text : text.substring(0, mark);
        var operator = front.substring(0, Math.min(front.length(), OPERATOR_CHARACTERS)).strip();
        var location = mark < 0 ? "" : text.substring(mark + LOCATION_MARK.length()).strip();
        return new OperatorField(
                operator.isEmpty() ? null : operator,
                location.isEmpty() || location.length() > MAX_LOCATION_CHARACTERS
                        ? null
                        : location);
    }
}
