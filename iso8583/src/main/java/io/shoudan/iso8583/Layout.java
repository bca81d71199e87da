package io.shoudan.iso8583;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What reading and writing have to know of a field, laid out flat: every field of every message
/// goes through here.
final class Layout {

    final Field<?> field;
    private final Length length;
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

    /// What is written, and how a value becomes that; null if it is that.
    private final Encoding<?> written;

    private final @Nullable Function<Object, ?> print;

    Layout(Field<?> field) {
        var format = field.format();
        this.length = format.length();
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
        if (encoding instanceof Encoding.Converted<?, ?> converted) {
            written = converted.raw();
            print = printer(converted.conversion());
        } else {
            written = encoding;
            print = null;
        }
    }

    @SuppressWarnings("unchecked")
    private static Function<Object, ?> printer(Conversion<?, ?> conversion) {
        return (Function<Object, ?>) conversion.print();
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

    /// Writes prefix and content of a value of the field, and returns its length in units. The
    /// encoding is the field's and the value its type's.
    <T> int write(T value, byte[] to, int offset) {
        int valueAt = offset + prefixBytes;
        int units;
        if (value instanceof PackedDigits ready
                && written instanceof PackedNibbles nibbles
                && nibbles.takes(ready)) {
            units = nibbles.write(ready, length, to, valueAt);
        } else {
            units = writeWire(print == null ? value : print.apply(value), to, valueAt);
        }
        if (prefixBytes > 0) {
            prefix.write(units, to, offset);
        }
        return units;
    }

    @SuppressWarnings("unchecked")
    private int writeWire(Object wire, byte[] to, int valueAt) {
        if (written instanceof PackedNibbles nibbles) {
            return nibbles.write((String) wire, length, to, valueAt);
        }
        if (written instanceof CharacterText characters) {
            return characters.write((String) wire, length, to, valueAt);
        }
        return ((Encoding<Object>) written).write(wire, length, to, valueAt);
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
