package io.shoudan.iso8583.fuzz;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.ChipData;
import io.shoudan.iso8583.Expiry;
import io.shoudan.iso8583.Field;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.PinBlock;
import io.shoudan.iso8583.Tlv;
import io.shoudan.iso8583.TrackThree;
import io.shoudan.iso8583.TrackTwo;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// A message that differs from another in nothing but its secrets: whatever is printed of one must
/// be printed of the other.
final class Disguise {

    private Disguise() {}

    static Message of(Message message) {
        return of(message, Field::secret, Set.of());
    }

    /// @param open tags of chip data that are left as they are
    static Message of(Message message, Predicate<Field<?>> which, Set<String> open) {
        var builder = message.toBuilder();
        message.fields().stream()
                .filter(which)
                .forEach(field -> disguise(builder, field, message, open));
        return builder.unchecked();
    }

    private static <T> void disguise(
            Message.Builder builder, Field<T> field, Message message, Set<String> open) {
        T other = of(message.get(field), open);
        builder.set(field, other);
    }

    @SuppressWarnings("unchecked")
    private static <T> T of(T value, Set<String> open) {
        return (T)
                switch (value) {
                    case Pan pan -> of(pan);
                    case TrackTwo track -> of(track);
                    case TrackThree track -> TrackThree.of(otherDigits(track.clearText()));
                    case PinBlock block -> PinBlock.of(flipped(block.clearText()));
                    // Padding alone can't be made of objects.
                    case ChipData chip when chip.objects().isEmpty() -> chip;
                    case ChipData chip -> ChipData.of(of(chip.objects(), open).toArray(Tlv[]::new));
                    case Bytes bytes -> Bytes.of(flipped(bytes.toArray()));
                    case Expiry expiry -> new Expiry(99 - expiry.year(), 13 - expiry.month());
                    case String text -> otherDigits(text);
                    default -> value;
                };
    }

    /// The same first six and last four digits; nothing of it if it is too short to be shown.
    static Pan of(Pan pan) {
        var digits = pan.clearText();
        if (digits.length() < 13) {
            return Pan.of(otherDigits(digits));
        }
        int end = digits.length() - 4;
        return Pan.of(
                digits.substring(0, 6)
                        + otherDigits(digits.substring(6, end))
                        + digits.substring(end));
    }

    private static TrackTwo of(TrackTwo track) {
        var characters = track.clearText();
        int separator = characters.indexOf('D');
        return track.pan()
                .map(pan -> of(pan).clearText() + otherDigits(characters.substring(separator)))
                .map(TrackTwo::of)
                .orElse(TrackTwo.of(otherDigits(characters)));
    }

    /// Templates are left: what is in them is looked at.
    private static List<Tlv> of(List<Tlv> objects, Set<String> open) {
        var others = new ArrayList<Tlv>();
        for (var object : objects) {
            others.add(
                    object.constructed() || open.contains(object.tag())
                            ? object
                            : new Tlv(object.tag(), Bytes.of(flipped(object.value().toArray()))));
        }
        return others;
    }

    private static String otherDigits(String text) {
        var other = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            boolean digit = character >= '0' && character <= '9';
            other.append(digit ? (char) ('9' - (character - '0')) : character);
        }
        return other.toString();
    }

    /// Zeros stay: they tell how keys are laid out, which is no secret.
    private static byte[] flipped(byte[] bytes) {
        var other = bytes.clone();
        for (int i = 0; i < other.length; i++) {
            other[i] = (byte) (bytes[i] == 0 ? 0 : 1 + (bytes[i] & 0xFF) % 0xFF);
        }
        return other;
    }
}
