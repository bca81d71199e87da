package io.shoudan.iso8583;

import java.util.Optional;
import java.util.stream.IntStream;

/// The number of the card that a message is about, where no card number belongs.
final class OwnCard {

    private static final int NUMBER = 2;
    private static final int TRACK = 35;

    private OwnCard() {}

    /// Whether a value has the digits of the message's field 2 or 35 in a row.
    ///
    /// @param shown the value as it would be printed
    static boolean isIn(Message message, Field<?> field, String shown) {
        var dialect = message.dialect();
        for (int number : new int[] {NUMBER, TRACK}) {
            var pan =
                    dialect.field(number)
                            .filter(message::has)
                            .map(message::valueOf)
                            .flatMap(OwnCard::pan)
                            .filter(Pan::lengthValid)
                            .map(Pan::clearText);
            if (pan.filter(it -> shown.contains(it) || within(message, field, it)).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Pan> pan(Object value) {
        return switch (value) {
            case Pan pan -> Optional.of(pan);
            case TrackTwo track -> track.pan();
            default -> Optional.empty();
        };
    }

    /// Whether the digits are in a value, whatever would be printed of it.
    private static boolean within(Message message, Field<?> field, String digits) {
        int last = Message.units(message.spanOf(field.number())) - digits.length();
        return IntStream.rangeClosed(0, last)
                .anyMatch(from -> message.hasDigits(field, from, digits));
    }
}
