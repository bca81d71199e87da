package io.shoudan.iso8583;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// The fields of a message that is being built, each as it will be sent. They may come in any
/// order; the one that is usual, that of their numbers, costs no second copy.
final class FieldBuffer {

    private static final int ROOM_AT_FIRST = 512;

    private final Dialect dialect;

    /// Where the values of the fields are that are there; of others nothing.
    private final int[] spans;

    private long first;
    private long second;
    private byte[] bytes = new byte[ROOM_AT_FIRST];
    private int end;
    private int lastWritten;
    private boolean inOrder = true;

    FieldBuffer(Dialect dialect) {
        this.dialect = dialect;
        spans = new int[dialect.lastField() + 1];
    }

    /// @param value one of the field's type
    /// @throws IllegalArgumentException if `value` can't be written
    <T> void write(Layout layout, T value) {
        makeRoom(layout.maxBytes);
        try {
            add(layout, layout.write(value, bytes, end));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + ": field " + layout.number, e);
        }
    }

    /// Takes over a value as it is written elsewhere.
    void take(Field<?> own, byte[] from, int span) {
        var layout = layout(own.number());
        int units = Message.units(span);
        int length = layout.prefixBytes + layout.byteLength(units);
        makeRoom(length);
        System.arraycopy(from, Message.valueAt(span) - layout.prefixBytes, bytes, end, length);
        add(layout, units);
    }

    void remove(int number) {
        if (has(number)) {
            first &= ~Bits.inFirst(number);
            second &= ~Bits.inSecond(number);
            inOrder = false;
        }
    }

    private boolean has(int number) {
        return Bits.has(first, second, number);
    }

    private void add(Layout layout, int units) {
        int number = layout.number;
        inOrder &= number > lastWritten;
        lastWritten = number;
        first |= Bits.inFirst(number);
        second |= Bits.inSecond(number);
        spans[number] = Message.span(end + layout.prefixBytes, units);
        end +=
                layout.fixedBytes > 0
                        ? layout.fixedBytes
                        : layout.prefixBytes + layout.byteLength(units);
    }

    private Layout layout(int number) {
        return Objects.requireNonNull(dialect.layout(number));
    }

    /// A field that is given its value anew leaves the old one behind, so that now and then there
    /// is something to throw away.
    private void makeRoom(int length) {
        if (end + length <= bytes.length) {
            return;
        }
        if (!inOrder) {
            sort();
        }
        if (end + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, end + length));
        }
    }

    private void sort() {
        var sorted = new byte[bytes.length];
        int position = 0;
        lastWritten = 0;
        for (int number = 2; number < spans.length; number++) {
            if (!has(number)) {
                continue;
            }
            var layout = layout(number);
            int units = Message.units(spans[number]);
            int length = layout.prefixBytes + layout.byteLength(units);
            int source = Message.valueAt(spans[number]) - layout.prefixBytes;
            System.arraycopy(bytes, source, sorted, position, length);
            spans[number] = Message.span(position + layout.prefixBytes, units);
            position += length;
            lastWritten = number;
        }
        bytes = sorted;
        end = position;
        inOrder = true;
    }

    void clear() {
        first = 0;
        second = 0;
        end = 0;
        lastWritten = 0;
        inOrder = true;
    }

    Message message(int mti) {
        var packed = new byte[size()];
        pack(mti, packed, 0);
        var spans = spansFrom(packed.length - end);
        var none = List.<Finding.Malformed>of();
        return new Message(dialect, mti, packed, first, second, spans, none, none, Fit.WHOLE);
    }

    /// Bytes of the whole message.
    ///
    /// @throws IllegalArgumentException if there are more than any message may have
    int size() {
        if (!inOrder) {
            sort();
        }
        int bitmaps = (second == 0 ? 1 : 2) * dialect.bitmapFormat().byteLength();
        int size = dialect.mtiFormat().byteLength() + bitmaps + end;
        if (size > Dialect.MAX_MESSAGE_BYTES) {
            throw new IllegalArgumentException(
                    "must be at most " + Dialect.MAX_MESSAGE_BYTES + " bytes: message");
        }
        return size;
    }

    /// Writes the whole message; [#size] has been asked since the last change.
    void pack(int mti, byte[] to, int offset) {
        dialect.mtiFormat().write(mti, to, offset);
        int position = offset + dialect.mtiFormat().byteLength();
        var bitmap = dialect.bitmapFormat();
        bitmap.write(second == 0 ? first : first | Bits.FIRST, to, position);
        position += bitmap.byteLength();
        if (second != 0) {
            bitmap.write(second, to, position);
            position += bitmap.byteLength();
        }
        System.arraycopy(bytes, 0, to, position, end);
    }

    private int[] spansFrom(int fieldsAt) {
        int shift = Message.span(fieldsAt, 0);
        var places = new int[Long.bitCount(first) + Long.bitCount(second)];
        int index = 0;
        for (long rest = first; rest != 0; rest &= ~Bits.of(Bits.lowest(rest))) {
            places[index++] = spans[Bits.lowest(rest)] + shift;
        }
        for (long rest = second; rest != 0; rest &= ~Long.highestOneBit(rest)) {
            places[index++] = spans[64 + Bits.lowest(rest)] + shift;
        }
        return places;
    }
}
