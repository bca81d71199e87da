package io.shoudan.iso8583;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads one message, and goes on past values that are bad as long as it knows where they end.
final class MessageReader {

    private static final long FIRST_BIT = 1L << 63;

    private final Dialect dialect;
    private final byte[] bytes;
    private final int start;
    private final int end;

    MessageReader(Dialect dialect, byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        this.dialect = dialect;
        this.bytes = bytes;
        this.start = offset;
        this.end = offset + length;
    }

    /// What one pass over the fields found.
    private static final class Pass {

        final @Nullable Object[] values;
        final List<Finding.Malformed> malformed = new ArrayList<>();
        boolean readToTheEnd;

        Pass(int lastField) {
            values = new Object[lastField + 1];
        }

        void add(String path, int position, String expected) {
            malformed.add(new Finding.Malformed(new MalformedMessage(path, position, expected)));
        }
    }

    Read read(int last) {
        if (end - start > Dialect.MAX_MESSAGE_BYTES) {
            throw new MalformedMessage(
                    "end", start, "at most " + Dialect.MAX_MESSAGE_BYTES + " bytes long");
        }
        var mti = readMti();
        var pass = readBody(start + dialect.mtiFormat().byteLength(), last);
        var message = new Message(dialect, mti, pass.values, pass.malformed);
        if (pass.readToTheEnd) {
            message = withoutOverlookedDefects(message, pass);
        }
        return message.malformed().isEmpty()
                ? new Read.Complete(message)
                : new Read.Broken(message, message.malformed().getFirst().why());
    }

    private String readMti() {
        if (end - start < dialect.mtiFormat().byteLength()) {
            throw new MalformedMessage("mti", start, "4 digits");
        }
        try {
            return dialect.mtiFormat().read(bytes, start);
        } catch (MalformedMessage inner) {
            throw inner.within("mti", start);
        }
    }

    private Pass readBody(int bitmapAt, int last) {
        var format = dialect.bitmapFormat();
        long first = 0;
        long second = 0;
        int position = bitmapAt;
        try {
            first = readBitmap(position);
            position += format.byteLength();
            if (dialect.hasSecondBitmap() && (first & FIRST_BIT) != 0) {
                second = readBitmap(position);
                position += format.byteLength();
            }
        } catch (MalformedMessage inner) {
            var pass = new Pass(dialect.lastField());
            pass.malformed.add(new Finding.Malformed(inner.within("bitmap", position)));
            return pass;
        }
        if ((first & FIRST_BIT) != 0 && !dialect.hasSecondBitmap()) {
            return readDespiteFirstBit(first & ~FIRST_BIT, position, bitmapAt, last);
        }
        return readFields(new Pass(dialect.lastField()), first, second, position, last);
    }

    /// Bit 1 announces a second bitmap, which this dialect doesn't have. Some senders set the bit
    /// only, others send the bitmap too: the reading that fits the length is taken, to have
    /// something to echo in the refusal.
    private Pass readDespiteFirstBit(long bits, int position, int bitmapAt, int last) {
        var bitOnly = announcedInVain(bitmapAt);
        readFields(bitOnly, bits, 0, position, last);
        if (bitOnly.malformed.size() == 1) {
            return bitOnly;
        }
        int behindSecond = position + dialect.bitmapFormat().byteLength();
        var withBitmap = announcedInVain(bitmapAt);
        if (behindSecond <= end) {
            readFields(withBitmap, bits, 0, behindSecond, last);
        }
        return withBitmap.readToTheEnd ? withBitmap : bitOnly;
    }

    private Pass announcedInVain(int bitmapAt) {
        var pass = new Pass(dialect.lastField());
        pass.add("1", bitmapAt, "clear: dialect " + dialect.name() + " has no second bitmap");
        return pass;
    }

    private long readBitmap(int position) {
        if (end - position < dialect.bitmapFormat().byteLength()) {
            throw MalformedMessage.at(0, "a whole bitmap");
        }
        return dialect.bitmapFormat().read(bytes, position);
    }

    private Pass readFields(Pass pass, long first, long second, int from, int last) {
        int position = from;
        for (int number = 2; number <= last; number++) {
            long bits = number <= 64 ? first : second;
            // Bit 65 would announce a third bitmap; no dialect has a field of that number.
            if ((bits & FIRST_BIT >>> (number - 1) % 64) == 0) {
                continue;
            }
            var field = dialect.field(number).orElse(null);
            if (field == null) {
                pass.add("" + number, position, "a field of dialect " + dialect.name());
                return pass;
            }
            position = readField(pass, field, position);
            if (position < 0) {
                return pass;
            }
        }
        pass.readToTheEnd = true;
        if (position != end && last == dialect.lastField()) {
            pass.add("end", position, "the end of the message");
        }
        return pass;
    }

    /// Where the field ends; -1 if that can't be known, so that nothing behind it can be read.
    private int readField(Pass pass, Field<?> field, int position) {
        var format = field.format();
        var prefix = format.length().prefix();
        int valueAt = position + prefix.byteLength();
        if (valueAt > end) {
            pass.add(field.path(), position, format.expected());
            return -1;
        }
        int units;
        try {
            units =
                    prefix == LengthPrefix.NONE
                            ? format.length().max()
                            : prefix.read(bytes, position);
        } catch (MalformedMessage inner) {
            pass.malformed.add(new Finding.Malformed(inner.within(field.path(), position)));
            return -1;
        }
        int fieldEnd = valueAt + format.encoding().byteLength(units);
        if (fieldEnd > end) {
            pass.add(field.path(), position, format.expected() + ", inside the message");
            return -1;
        }
        if (!format.length().admits(units)) {
            pass.add(field.path(), position, format.expected());
            return fieldEnd;
        }
        try {
            pass.values[field.number()] = format.encoding().decode(bytes, valueAt, units);
        } catch (MalformedMessage inner) {
            pass.malformed.add(new Finding.Malformed(inner.within(field.path(), valueAt)));
        }
        return fieldEnd;
    }

    /// A bad value in a field that the message's type can do without is no reason to refuse it.
    private Message withoutOverlookedDefects(Message message, Pass pass) {
        var type = dialect.typeOf(message);
        if (type.isEmpty() || pass.malformed.isEmpty()) {
            return message;
        }
        var relevant =
                pass.malformed.stream()
                        .filter(defect -> !overlooked(type.get(), defect.path()))
                        .toList();
        return new Message(dialect, message.mti(), pass.values, relevant);
    }

    private boolean overlooked(MessageType type, String path) {
        for (int number = 2; number <= dialect.lastField(); number++) {
            var field = dialect.field(number).orElse(null);
            if (field != null && type.overlooksDefectsOf(field) && under(path, field.path())) {
                return true;
            }
        }
        return false;
    }

    static boolean under(String path, String field) {
        return path.equals(field) || path.startsWith(field + ".");
    }
}
