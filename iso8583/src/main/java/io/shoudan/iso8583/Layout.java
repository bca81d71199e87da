package io.shoudan.iso8583;

import org.jspecify.annotations.Nullable;

/// What reading and writing have to know of a field, laid out flat: every field of every message
/// goes through here.
final class Layout {

    final Field<?> field;
    final int number;
    final int min;
    final int max;
    final LengthPrefix prefix;
    final int prefixBytes;
    final int maxBytes;

    /// Bytes that the field occupies if its length is fixed; 0 if it is variable.
    final int fixedBytes;

    final @Nullable DigitEncoding digits;
    private final Encoding<?> encoding;
    private final Encoding<?> checker;

    Layout(Field<?> field) {
        var format = field.format();
        var length = format.length();
        this.field = field;
        number = field.number();
        min = length.min();
        max = length.max();
        prefix = length.prefix();
        prefixBytes = prefix.byteLength();
        maxBytes = format.maxBytes();
        fixedBytes = prefix == LengthPrefix.NONE ? maxBytes : 0;
        encoding = format.encoding();
        digits = encoding.digits();
        checker = encoding.checker(length);
    }

    boolean admits(int units) {
        return units >= min && units <= max;
    }

    // The classes behind most fields are named, because a call through an interface with many
    // implementations costs more than most checks.

    int byteLength(int units) {
        if (checker instanceof PackedNibbles nibbles) {
            return nibbles.byteLength(units);
        }
        return encoding.byteLength(units);
    }

    /// Writes prefix and content, and returns the length of the value in units.
    <T> int write(Field<T> own, T value, byte[] to, int offset) {
        var format = own.format();
        int valueAt = offset + prefixBytes;
        int units;
        if (value instanceof String text && encoding instanceof PackedNibbles nibbles) {
            units = nibbles.write(text, format.length(), to, valueAt);
        } else if (value instanceof String text && encoding instanceof CharacterText characters) {
            units = characters.write(text, format.length(), to, valueAt);
        } else {
            units = format.encoding().write(value, format.length(), to, valueAt);
        }
        if (prefixBytes > 0) {
            prefix.write(units, to, offset);
        }
        return units;
    }

    void check(byte[] bytes, int offset, int units) {
        if (checker instanceof PackedNibbles nibbles) {
            nibbles.check(bytes, offset, units);
        } else if (checker instanceof CharacterText text) {
            text.check(bytes, offset, units);
        } else {
            checker.check(bytes, offset, units);
        }
    }
}
