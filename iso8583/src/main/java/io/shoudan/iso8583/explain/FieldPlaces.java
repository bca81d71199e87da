package io.shoudan.iso8583.explain;

import io.shoudan.iso8583.BitmapFormat;
import io.shoudan.iso8583.Dialect;
import io.shoudan.iso8583.Field;
import io.shoudan.iso8583.LengthPrefix;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where the fields are that a bitmap announces, sound or not. Looks at every byte once.
final class FieldPlaces {

    private final Dialect dialect;
    private final byte[] bytes;
    private final @Nullable Place[] places = new Place[129];
    private final BitSet announced = new BitSet();
    private int position;
    private int brokenAt;
    private boolean bitmapRead;

    /// The bytes of a value, its length not among them.
    record Place(int from, int to) {}

    private FieldPlaces(Dialect dialect, byte[] bytes, int messageAt) {
        this.dialect = dialect;
        this.bytes = bytes;
        this.position = messageAt + dialect.mtiFormat().byteLength();
    }

    /// @param messageAt index of the MTI
    static FieldPlaces of(Dialect dialect, byte[] bytes, int messageAt) {
        var places = new FieldPlaces(dialect, bytes, messageAt);
        places.bitmapRead = places.bitmap(1) && places.second();
        if (places.bitmapRead) {
            places.walk();
        }
        return places;
    }

    /// Where the value of a field is; empty if that can't be known.
    Optional<Place> of(Field<?> field) {
        return Optional.ofNullable(places[field.number()]);
    }

    /// Whether every field that is announced could be reached, and nothing is behind them.
    boolean readToTheEnd() {
        return bitmapRead && brokenAt == 0 && position == bytes.length;
    }

    /// The field whose end can't be known; 0 if there is none.
    int brokenAt() {
        return brokenAt;
    }

    /// Whether the field is announced, but behind one whose end can't be known.
    boolean outOfReach(Field<?> field) {
        return brokenAt > 0 && field.number() > brokenAt && announced.get(field.number());
    }

    /// Whether any field is out of reach.
    boolean anyOutOfReach() {
        return brokenAt > 0 && announced.length() - 1 > brokenAt;
    }

    private boolean bitmap(int first) {
        boolean text = dialect.bitmapFormat() == BitmapFormat.HEX;
        int end = position + dialect.bitmapFormat().byteLength();
        if (end > bytes.length) {
            return false;
        }
        for (int bit = 0; bit < 64; bit++) {
            int octet = bytes[position + (text ? bit / 4 : bit / 8)];
            int nibble = text ? Character.digit(octet, 16) : (octet >> (bit % 8 < 4 ? 4 : 0)) & 0xF;
            if (nibble < 0) {
                return false;
            }
            if ((nibble & (8 >> (bit % 4))) != 0) {
                announced.set(first + bit);
            }
        }
        position = end;
        return true;
    }

    /// Bit 1 announces a second bitmap. Where the dialect has none, nobody knows what it means.
    private boolean second() {
        boolean two = announced.get(1);
        announced.clear(1);
        return !two || (dialect.lastField() > 64 && bitmap(65));
    }

    private void walk() {
        for (int number = announced.nextSetBit(2);
                number > 0;
                number = announced.nextSetBit(number + 1)) {
            var field = dialect.field(number);
            int end = field.map(this::end).orElse(-1);
            if (end < 0) {
                brokenAt = number;
                return;
            }
            places[number] = new Place(position, end);
            position = end;
        }
    }

    /// Where the value ends; -1 if that can't be known or is behind the last byte.
    private int end(Field<?> field) {
        var length = field.format().length();
        int units = length.max();
        if (length.prefix() != LengthPrefix.NONE) {
            units = announced(length.prefix());
        }
        if (units < 0) {
            return -1;
        }
        int end = position + field.format().encoding().byteLength(units);
        return end > bytes.length ? -1 : end;
    }

    private int announced(LengthPrefix prefix) {
        int end = position + prefix.byteLength();
        if (end > bytes.length) {
            return -1;
        }
        int units = 0;
        for (; position < end; position++) {
            int octet = bytes[position] & 0xFF;
            units =
                    switch (prefix) {
                        case BCD_LL, BCD_LLL -> digit(digit(units, octet >> 4), octet & 0xF);
                        case ASCII_LL, ASCII_LLL -> digit(units, octet - '0');
                        case EBCDIC_LL, EBCDIC_LLL -> digit(units, octet - 0xF0);
                        case BINARY_1, BINARY_2, NONE -> units << 8 | octet;
                    };
            if (units < 0) {
                return -1;
            }
        }
        return units;
    }

    /// The number with one more digit; -1 if it is none.
    private static int digit(int number, int digit) {
        return number < 0 || digit < 0 || digit > 9 ? -1 : 10 * number + digit;
    }
}
