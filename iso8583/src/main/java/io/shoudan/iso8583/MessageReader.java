package io.shoudan.iso8583;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Reads one message, and goes on past values that are bad as long as it knows where they end.
final class MessageReader {

    private final Dialect dialect;
    private final byte[] bytes;
    private final int start;
    private final int end;

    MessageReader(Dialect dialect, byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length > Dialect.MAX_MESSAGE_BYTES) {
            throw new MalformedMessage(
                    "end", offset, "at most " + Dialect.MAX_MESSAGE_BYTES + " bytes long");
        }
        this.dialect = dialect;
        this.bytes = bytes;
        this.start = offset;
        this.end = offset + length;
    }

    /// What one pass over the fields found.
    private static final class Pass {

        long first;
        long second;
        int[] spans;
        int count;
        List<Finding.Malformed> malformed = List.of();
        boolean readToTheEnd;
        boolean bytesLeft;

        Pass(int fields) {
            spans = new int[fields];
        }

        void add(String path, int position, String expected) {
            add(new MalformedMessage(path, position, expected));
        }

        void add(MalformedMessage why) {
            if (malformed.isEmpty()) {
                malformed = new ArrayList<>();
            }
            malformed.add(new Finding.Malformed(why));
        }

        void put(int number, int span) {
            spans[count++] = span;
            first |= Bits.inFirst(number);
            second |= Bits.inSecond(number);
        }
    }

    Read read() {
        int mti = readMti();
        var pass = readBody(start + dialect.mtiFormat().byteLength());
        var message = message(mti, pass, pass.malformed, List.of());
        if (pass.readToTheEnd && !pass.malformed.isEmpty()) {
            message = withoutOverlookedDefects(message, mti, pass);
        }
        return message.malformed().isEmpty()
                ? new Read.Complete(message)
                : new Read.Broken(message, message.malformed().getFirst().why());
    }

    Inspection inspect() {
        try {
            return switch (read()) {
                case Read.Complete(var message) -> inspected(message);
                case Read.Broken(var partial, _) -> inspected(partial);
            };
        } catch (MalformedMessage why) {
            // Without an MTI there is no message, but the fields may be there.
            var pass = new Pass(0);
            int bodyAt = start + dialect.mtiFormat().byteLength();
            if (bodyAt <= end) {
                pass = readBody(bodyAt);
            }
            var findings = new ArrayList<Finding>(List.of(new Finding.Malformed(why)));
            findings.addAll(pass.malformed);
            return new Inspection(null, findings);
        }
    }

    /// Overlooking is what a host does that must go on; whoever looks for mistakes sees them all,
    /// but for those where nobody looks.
    private Inspection inspected(Message message) {
        var findings = new ArrayList<Finding>();
        var type = dialect.typeOf(message);
        for (var defect : message.overlooked()) {
            var layout = dialect.layout(defect.why().field());
            boolean ignored =
                    layout != null && type.filter(it -> it.ignores(layout.field)).isPresent();
            if (!ignored) {
                findings.add(defect);
            }
        }
        var overlooked = findings.stream().map(Finding::path).toList();
        for (var finding : dialect.check(message)) {
            // What is there but unreadable is malformed, not missing too.
            if (!(finding instanceof Finding.Missing) || !overlooked.contains(finding.path())) {
                findings.add(finding);
            }
        }
        return new Inspection(message, Findings.inOrder(findings));
    }

    private Message message(
            int mti,
            Pass pass,
            List<Finding.Malformed> malformed,
            List<Finding.Malformed> overlooked) {
        var spans =
                pass.count == pass.spans.length
                        ? pass.spans
                        : Arrays.copyOf(pass.spans, pass.count);
        return new Message(
                dialect,
                mti,
                Arrays.copyOfRange(bytes, start, end),
                pass.first,
                pass.second,
                spans,
                malformed,
                overlooked,
                fit(pass));
    }

    private static Fit fit(Pass pass) {
        if (!pass.readToTheEnd || pass.bytesLeft) {
            return Fit.TORN;
        }
        return pass.malformed.isEmpty() ? Fit.WHOLE : Fit.BAD_VALUES;
    }

    private int readMti() {
        if (end - start < dialect.mtiFormat().byteLength()) {
            throw new MalformedMessage("mti", start, "4 digits");
        }
        try {
            return dialect.mtiFormat().read(bytes, start);
        } catch (MalformedMessage inner) {
            throw inner.within("mti", start);
        }
    }

    private Pass readBody(int bitmapAt) {
        var format = dialect.bitmapFormat();
        long first = 0;
        long second = 0;
        int position = bitmapAt;
        try {
            first = readBitmap(position);
            position += format.byteLength();
            if (dialect.hasSecondBitmap() && (first & Bits.FIRST) != 0) {
                second = readBitmap(position);
                position += format.byteLength();
            }
        } catch (MalformedMessage inner) {
            var pass = new Pass(0);
            pass.add(inner.within("bitmap", position));
            return pass;
        }
        if ((first & Bits.FIRST) != 0 && !dialect.hasSecondBitmap()) {
            return readDespiteFirstBit(first & ~Bits.FIRST, position, bitmapAt);
        }
        var pass = new Pass(Long.bitCount(first & ~Bits.FIRST) + Long.bitCount(second));
        return readFields(pass, first & ~Bits.FIRST, second, position);
    }

    /// Bit 1 announces a second bitmap, which this dialect doesn't have. Some senders set the bit
    /// only, others send the bitmap too: the reading that fits the length is taken, to have
    /// something to echo in the refusal.
    private Pass readDespiteFirstBit(long bits, int position, int bitmapAt) {
        var bitOnly = announcedInVain(bits, bitmapAt);
        readFields(bitOnly, bits, 0, position);
        if (bitOnly.malformed.size() == 1) {
            return bitOnly;
        }
        int behindSecond = position + dialect.bitmapFormat().byteLength();
        var withBitmap = announcedInVain(bits, bitmapAt);
        if (behindSecond <= end) {
            readFields(withBitmap, bits, 0, behindSecond);
        }
        return withBitmap.readToTheEnd ? withBitmap : bitOnly;
    }

    private Pass announcedInVain(long bits, int bitmapAt) {
        var pass = new Pass(Long.bitCount(bits));
        pass.add("1", bitmapAt, "clear: dialect " + dialect.name() + " has no second bitmap");
        return pass;
    }

    private long readBitmap(int position) {
        if (end - position < dialect.bitmapFormat().byteLength()) {
            throw MalformedMessage.at(0, "a whole bitmap");
        }
        return dialect.bitmapFormat().read(bytes, position);
    }

    private Pass readFields(Pass pass, long first, long second, int from) {
        int position = readBitmapsFields(pass, first, 0, from);
        if (position >= 0 && second != 0) {
            position = readBitmapsFields(pass, second, 64, position);
        }
        if (position < 0) {
            return pass;
        }
        pass.readToTheEnd = true;
        if (position != end) {
            pass.bytesLeft = true;
            pass.add("end", position, "the end of the message");
        }
        return pass;
    }

    /// Where the last field of one bitmap ends; -1 if what is behind can't be read.
    private int readBitmapsFields(Pass pass, long bits, int base, int from) {
        int position = from;
        long remaining = bits;
        while (remaining != 0) {
            int number = base + Bits.lowest(remaining);
            remaining &= ~Bits.of(number);
            var layout = dialect.layout(number);
            if (layout == null) {
                pass.add("" + number, position, "a field of dialect " + dialect.name());
                return -1;
            }
            position = readField(pass, layout, position);
            if (position < 0) {
                return -1;
            }
        }
        return position;
    }

    /// Where the field ends; -1 if that can't be known, so that nothing behind it can be read.
    private int readField(Pass pass, Layout layout, int position) {
        int valueAt = position + layout.prefixBytes;
        if (valueAt > end) {
            pass.add(layout.field.path(), position, expected(layout));
            return -1;
        }
        int units = layout.max;
        int fieldEnd = position + layout.fixedBytes;
        if (layout.fixedBytes == 0) {
            units = announced(pass, layout, position);
            if (units < 0) {
                return -1;
            }
            fieldEnd = valueAt + layout.byteLength(units);
        }
        if (fieldEnd > end) {
            pass.add(layout.field.path(), position, expected(layout) + ", inside the message");
            return -1;
        }
        if (!layout.admits(units)) {
            pass.add(layout.field.path(), position, expected(layout));
            return fieldEnd;
        }
        try {
            layout.check(bytes, valueAt, units);
            pass.put(layout.number, Message.span(valueAt - start, units));
        } catch (MalformedMessage inner) {
            pass.add(inner.within(layout.field.path(), valueAt));
        }
        return fieldEnd;
    }

    private static String expected(Layout layout) {
        return layout.field.format().expected();
    }

    private int announced(Pass pass, Layout layout, int position) {
        try {
            return layout.prefix.read(bytes, position);
        } catch (MalformedMessage inner) {
            pass.add(inner.within(layout.field.path(), position));
            return -1;
        }
    }

    /// A bad value in a field that the message's type can do without is no reason to refuse it.
    private Message withoutOverlookedDefects(Message message, int mti, Pass pass) {
        var type = dialect.typeOf(message);
        if (type.isEmpty()) {
            return message;
        }
        var relevant = new ArrayList<Finding.Malformed>();
        var overlooked = new ArrayList<Finding.Malformed>();
        for (var defect : pass.malformed) {
            (overlooked(type.get(), defect.why()) ? overlooked : relevant).add(defect);
        }
        return message(mti, pass, relevant, overlooked);
    }

    private boolean overlooked(MessageType type, MalformedMessage why) {
        var layout = dialect.layout(why.field());
        return layout != null && type.overlooksDefectsOf(layout.field);
    }

    static boolean under(String path, String field) {
        return path.equals(field) || path.startsWith(field + ".");
    }
}
