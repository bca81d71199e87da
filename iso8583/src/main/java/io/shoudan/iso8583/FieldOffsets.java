package io.shoudan.iso8583;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where the fields of one message are, and nothing more: for whoever has to know the type, the
/// trace number and the terminal of every message and the rest of few.
///
/// Checks lengths only, not values; whoever wants to know whether a message is sound reads it
/// ([Dialect#read]). A field that is shorter or longer than it may be counts as absent, as it does
/// in the [Message] that [Dialect#read] gives, and the fields behind it are found all the same.
///
/// One object reads one message after the other, and so isn't for more than one thread. It
/// allocates nothing, but for one exception for each message whose fields can't all be found. Keeps
/// the array that it was given last.
public final class FieldOffsets {

    private static final byte[] NO_BYTES = {};
    private static final int ABSENT = -1;
    private static final int MAX_NUMBER_DIGITS = 9;

    private final Dialect dialect;
    private final int[] spans;

    /// Of each field with a fixed length; 0 for the others.
    private final int[] fixedBytes;

    private byte[] bytes = NO_BYTES;
    private int start;
    private int mti;

    /// The fields that are announced, as bits.
    private long first;

    private long second;

    /// Why the end was not reached; null if it was.
    private @Nullable MalformedMessage broken;

    /// For messages of `dialect`, none of which has been read yet.
    public FieldOffsets(Dialect dialect) {
        this.dialect = dialect;
        spans = new int[dialect.lastField() + 1];
        fixedBytes = new int[dialect.lastField() + 1];
        for (var field : dialect.fields()) {
            fixedBytes[field.number()] = dialect.ownLayout(field).fixedBytes;
        }
        Arrays.fill(spans, ABSENT);
    }

    /// Reads all of `message`; see [#read(byte[], int, int)].
    ///
    /// @throws MalformedMessage if a field can't be found
    public FieldOffsets read(byte[] message) {
        return read(message, 0, message.length);
    }

    /// Finds the fields in `length` bytes from `offset` on, in place of those of the message
    /// before.
    ///
    /// @return this
    /// @throws MalformedMessage          if MTI or bitmap is not what it must be, a length is not
    ///                                   written as one, or the message ends elsewhere than its
    ///                                   last field; what is found then is undefined
    /// @throws IndexOutOfBoundsException if the array has no such bytes
    public FieldOffsets read(byte[] message, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, message.length);
        Arrays.fill(spans, ABSENT);
        bytes = message;
        start = offset;
        first = 0;
        second = 0;
        broken = null;
        int end = offset + Math.min(length, Dialect.MAX_MESSAGE_BYTES);
        int bitmapAt = offset + dialect.mtiFormat().byteLength();
        int bitmapBytes = dialect.bitmapFormat().byteLength();
        if (bitmapAt + bitmapBytes > end) {
            throw new MalformedMessage("bitmap", offset, "an MTI and a bitmap");
        }
        mti = mti(offset);
        first = bitmap(bitmapAt);
        int position = bitmapAt + bitmapBytes;
        if ((first & Bits.FIRST) != 0) {
            if (!dialect.hasSecondBitmap() || position + bitmapBytes > end) {
                throw new MalformedMessage("bitmap", position, "one bitmap, or two whole ones");
            }
            second = bitmap(position);
            position += bitmapBytes;
        }
        position = find(first & ~Bits.FIRST, 0, position, end);
        position = find(second, 64, position, end);
        if (position != offset + length) {
            throw new MalformedMessage("end", position, "the end of the message");
        }
        return this;
    }

    /// As [#read(byte[], int, int)], of bytes that may be anything: finds the fields up to where
    /// it can't go on, and says where that is instead of failing.
    ///
    /// @return this
    /// @throws IndexOutOfBoundsException if the array has no such bytes
    public FieldOffsets readAsFarAsPossible(byte[] message, int offset, int length) {
        try {
            return read(message, offset, length);
        } catch (MalformedMessage why) {
            broken = why;
            int number = brokenAt();
            if (number > 0) {
                spans[number] = ABSENT;
            }
            return this;
        }
    }

    /// Whether all fields that are announced were found, and nothing is behind them.
    public boolean readToTheEnd() {
        return broken == null;
    }

    /// Number of the field whose end can't be known, so that nothing behind it was found; 0 if
    /// there is none.
    public int brokenAt() {
        return broken == null ? 0 : broken.field();
    }

    /// Whether a field is announced, but behind one whose end can't be known.
    public boolean outOfReach(Field<?> field) {
        int number = dialect.own(field).number();
        int at = brokenAt();
        return at > 0 && number > at && Bits.has(first, second, number);
    }

    private int mti(int offset) {
        try {
            return dialect.mtiFormat().read(bytes, offset);
        } catch (MalformedMessage inner) {
            throw inner.within("mti", offset);
        }
    }

    private long bitmap(int offset) {
        try {
            return dialect.bitmapFormat().read(bytes, offset);
        } catch (MalformedMessage inner) {
            throw inner.within("bitmap", offset);
        }
    }

    private int find(long bits, int base, int from, int end) {
        int position = from;
        for (long rest = bits; rest != 0; ) {
            int number = base + Bits.lowest(rest);
            rest &= ~Bits.of(number);
            int fixed = fixedBytes[number];
            if (fixed > 0) {
                spans[number] = Message.span(position - start, fixed);
                position += fixed;
            } else {
                position = variable(number, position, end);
            }
            if (position > end) {
                throw new MalformedMessage("" + number, end, "inside the message");
            }
        }
        return position;
    }

    private int variable(int number, int position, int end) {
        var layout = dialect.layout(number);
        if (layout == null) {
            throw new MalformedMessage(
                    "" + number, position, "a field of dialect " + dialect.name());
        }
        int valueAt = position + layout.prefixBytes;
        if (valueAt > end) {
            return valueAt;
        }
        int units = announced(layout, position);
        int byteLength = layout.byteLength(units);
        if (layout.admits(units)) {
            spans[number] = Message.span(valueAt - start, byteLength);
        }
        return valueAt + byteLength;
    }

    private int announced(Layout layout, int position) {
        try {
            return layout.prefix.read(bytes, position);
        } catch (MalformedMessage inner) {
            throw inner.within(layout.field.path(), position);
        }
    }

    /// The MTI as a number: 200 for `0200`.
    public int mti() {
        return mti;
    }

    /// Whether the message has the field.
    ///
    /// @throws IllegalArgumentException if the field is one of another dialect
    public boolean has(Field<?> field) {
        return spans[dialect.own(field).number()] != ABSENT;
    }

    /// Index of the first byte of the field's content, behind its length.
    ///
    /// @throws IllegalArgumentException if the field is one of another dialect or is not there
    public int offset(Field<?> field) {
        return start + Message.valueAt(span(field));
    }

    /// Bytes that the field's content occupies, without its length.
    ///
    /// @throws IllegalArgumentException if the field is one of another dialect or is not there
    public int byteLength(Field<?> field) {
        return Message.units(span(field));
    }

    /// The number that some digits of a field write, for what is routed on: all of a trace number,
    /// the first 6 or 8 of a card number.
    ///
    /// @param from   index of the first digit; 0 is the field's first
    /// @param digits how many, 1 to 9
    /// @throws MalformedMessage          if the field is shorter, or something else than digits is
    ///                                   there
    /// @throws IllegalArgumentException  if the field is one of another dialect, is not there or is
    ///                                   never digits
    /// @throws IndexOutOfBoundsException if nobody can ask for so many digits
    public int number(Field<?> field, int from, int digits) {
        Objects.checkIndex(digits - 1, MAX_NUMBER_DIGITS);
        int valueAt = offset(field);
        var layout = dialect.ownLayout(field);
        var encoding = layout.digits;
        if (encoding == null) {
            throw new IllegalArgumentException("must be written in digits: field " + field);
        }
        int units =
                layout.fixedBytes > 0
                        ? layout.max
                        : layout.prefix.read(bytes, valueAt - layout.prefixBytes);
        if (from < 0 || from > units - digits) {
            throw new MalformedMessage(field.path(), valueAt, "digits from " + from + " on");
        }
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = encoding.digit(bytes, valueAt, units, i);
            if (digit < 0 || digit > 9) {
                throw new MalformedMessage(field.path(), valueAt, "digits");
            }
            number = 10 * number + digit;
        }
        return number;
    }

    private int span(Field<?> field) {
        int span = spans[dialect.own(field).number()];
        if (span == ABSENT) {
            throw new IllegalArgumentException("must be in the message: field " + field);
        }
        return span;
    }
}
