package io.shoudan.iso8583.explain;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Dialect;
import io.shoudan.iso8583.Encodings;
import io.shoudan.iso8583.Field;
import io.shoudan.iso8583.LengthPrefix;
import io.shoudan.iso8583.terminal.TerminalDialect;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// Goes through a terminal's message field by field and writes it again with one habit of its
/// sender mended. Looks at every byte once.
final class PackedWalk {

    /// What is mended.
    enum Habit {
        /// Odd counts whose free nibble is visibly on the other side.
        PADDING,
        /// As [#PADDING], all odd counts.
        PADDING_EVERYWHERE,
        /// As [#PADDING], card numbers, card sequence numbers and tracks only, visible or not; and
        /// transaction types that are none as they stand.
        PADDING_OF_CARDS,
        /// Digits one a byte; lengths packed.
        ASCII_DIGITS,
        /// Digits one a byte, lengths too.
        ASCII_DIGITS_AND_LENGTHS,
        /// A whole byte for the separator of a track, counted in its length.
        EQUALS_COUNTED,
        /// A whole byte for the separator of a track, not counted.
        EQUALS_UNCOUNTED
    }

    /// A card's number and which of several it is.
    private static final Set<Field<?>> OF_CARDS =
            Set.of(TerminalDialect.PAN, TerminalDialect.CARD_SEQUENCE);

    private static final int MTI_BYTES = 2;
    private static final int BITMAP_BYTES = 8;

    private final Dialect dialect;
    private final Habit habit;
    private final byte[] in;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int position;
    private boolean changed;
    private boolean separator;

    /// A frame that was written again.
    ///
    /// @param separator whether a track had `=` among its characters, too
    @SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
    record Mended(byte[] bytes, boolean separator) {}

    private PackedWalk(Profile profile, Habit habit, byte[] body) {
        this.dialect = profile.dialect();
        this.habit = habit;
        this.in = body;
        this.position = Math.min(body.length, profile.messageAt());
    }

    /// The frame with the habit mended; empty if it hasn't the habit or can't be followed.
    static Optional<Mended> mended(Profile profile, Habit habit, byte[] body) {
        var walk = new PackedWalk(profile, habit, body);
        return walk.walk() && walk.changed
                ? Optional.of(new Mended(walk.out.toByteArray(), walk.separator))
                : Optional.empty();
    }

    private boolean ascii() {
        return habit == Habit.ASCII_DIGITS || habit == Habit.ASCII_DIGITS_AND_LENGTHS;
    }

    private boolean walk() {
        out.write(in, 0, position);
        if (ascii() && characters(4, "0123456789")) {
            pack(text(4));
        } else if (!copy(MTI_BYTES)) {
            return false;
        }
        var bitmap = bitmap();
        if (bitmap.length < BITMAP_BYTES) {
            return false;
        }
        out.writeBytes(bitmap);
        for (int number = 2; number <= 64; number++) {
            if ((bitmap[(number - 1) / 8] >> (7 - (number - 1) % 8) & 1) == 0) {
                continue;
            }
            var field = dialect.field(number);
            if (field.isEmpty() || !field(field.get())) {
                return false;
            }
        }
        return position == in.length;
    }

    private byte[] bitmap() {
        if (ascii() && characters(2 * BITMAP_BYTES, "0123456789ABCDEF")) {
            changed = true;
            return Bytes.ofHex(text(2 * BITMAP_BYTES)).toArray();
        }
        int end = Math.min(in.length, position + BITMAP_BYTES);
        var bytes = Arrays.copyOfRange(in, position, end);
        position = end;
        return bytes;
    }

    private boolean field(Field<?> field) {
        var prefix = field.format().length().prefix();
        int units = field.format().length().max();
        if (prefix != LengthPrefix.NONE) {
            units = announced(prefix);
            if (units < 0) {
                return false;
            }
        }
        var wire = field.format().encoding().wire();
        boolean track = wire.equals(Encodings.PACKED_TRACK);
        boolean packed = track || wire.equals(Encodings.BCD) || wire.equals(Encodings.BCD_RIGHT);
        if (track && habit == Habit.EQUALS_COUNTED) {
            return track(prefix, units, units);
        }
        if (track && habit == Habit.EQUALS_UNCOUNTED) {
            return track(prefix, units, units + 1);
        }
        writePrefix(prefix, units);
        int bytes = field.format().encoding().byteLength(units);
        if (!packed || units == 0) {
            return copy(bytes);
        }
        if (ascii() && characters(units, track ? "0123456789=D" : "0123456789")) {
            var characters = text(units);
            separator |= characters.indexOf('=') >= 0;
            var digits = characters.replace('=', 'D');
            pack(wire.equals(Encodings.BCD_RIGHT) && units % 2 == 1 ? "0" + digits : digits);
            return true;
        }
        boolean odd = units % 2 == 1 && position + bytes <= in.length;
        boolean looked =
                switch (habit) {
                    case PADDING, PADDING_EVERYWHERE -> true;
                    case PADDING_OF_CARDS ->
                            track
                                    || OF_CARDS.contains(field)
                                    || field.equals(TerminalDialect.TRANSACTION);
                    default -> false;
                };
        if (odd && looked) {
            shift(field, bytes, wire.equals(Encodings.BCD_RIGHT));
            return true;
        }
        return copy(bytes);
    }

    private int announced(LengthPrefix prefix) {
        int digits = digits(prefix);
        boolean belong = ascii(prefix);
        boolean mended = habit == Habit.ASCII_DIGITS_AND_LENGTHS && !belong;
        if ((mended || belong) && characters(digits, "0123456789")) {
            changed |= mended;
            return Integer.parseInt(text(digits));
        }
        int bytes = prefix.byteLength();
        if (belong || position + bytes > in.length) {
            return -1;
        }
        var hex = Bytes.of(in, position, bytes).hex();
        position += bytes;
        return hex.matches("[0-9]+") ? Integer.parseInt(hex) : -1;
    }

    private static boolean ascii(LengthPrefix prefix) {
        return prefix == LengthPrefix.ASCII_LL || prefix == LengthPrefix.ASCII_LLL;
    }

    private static int digits(LengthPrefix prefix) {
        return prefix == LengthPrefix.BCD_LL || prefix == LengthPrefix.ASCII_LL ? 2 : 3;
    }

    private void writePrefix(LengthPrefix prefix, int units) {
        var padded = "000" + units;
        if (ascii(prefix)) {
            var digits = padded.substring(padded.length() - digits(prefix));
            out.writeBytes(digits.getBytes(StandardCharsets.US_ASCII));
        } else if (prefix.byteLength() > 0) {
            writePacked(padded.substring(padded.length() - 2 * prefix.byteLength()));
        }
    }

    /// Moves the padding of an odd count to where it belongs, if it is on the other side.
    private void shift(Field<?> field, int bytes, boolean belongsInFront) {
        var nibbles = Bytes.of(in, position, bytes).hex();
        position += bytes;
        int last = nibbles.length() - 1;
        char here = nibbles.charAt(belongsInFront ? last : 0);
        char there = nibbles.charAt(belongsInFront ? 0 : last);
        boolean visible = there != '0' && there != 'F';
        var shifted =
                belongsInFront ? "0" + nibbles.substring(0, last) : nibbles.substring(1) + "0";
        boolean meant = !field.equals(TerminalDialect.ENTRY_MODE) || entryMode(shifted);
        if (habit == Habit.PADDING_OF_CARDS && field.equals(TerminalDialect.TRANSACTION)) {
            meant = MisreadCard.shiftedType(nibbles);
        }
        if ((here == '0' || here == 'F') && (visible || habit != Habit.PADDING) && meant) {
            changed = true;
            nibbles = shifted;
        }
        writePacked(nibbles);
    }

    /// Whether these are ways to read a card and to enter a PIN, told ones.
    private static boolean entryMode(String digits) {
        return !digits.startsWith("00")
                && digits.charAt(2) != '0'
                && Phrases.find("22.1." + digits.substring(0, 2)).isPresent()
                && Phrases.find("22.2." + digits.charAt(2)).isPresent();
    }

    /// Writes a track without the 3 of `3D`, the character `=`.
    private boolean track(LengthPrefix prefix, int units, int nibbles) {
        int bytes = (nibbles + 1) / 2;
        if (position + bytes > in.length) {
            return false;
        }
        var text = Bytes.of(in, position, bytes).hex().substring(0, nibbles);
        int separator = text.indexOf('D');
        if (separator < 1 || text.charAt(separator - 1) != '3') {
            writePrefix(prefix, units);
            return copy((units + 1) / 2);
        }
        position += bytes;
        changed = true;
        var mended = text.substring(0, separator - 1) + text.substring(separator);
        writePrefix(prefix, mended.length());
        writePacked(mended.length() % 2 == 1 ? mended + "0" : mended);
        return true;
    }

    private boolean characters(int count, String allowed) {
        if (position + count > in.length) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (allowed.indexOf((char) in[position + i]) < 0) {
                return false;
            }
        }
        return true;
    }

    private String text(int count) {
        position += count;
        return new String(in, position - count, count, StandardCharsets.US_ASCII);
    }

    private void pack(String digits) {
        changed = true;
        writePacked(digits.length() % 2 == 0 ? digits : digits + "0");
    }

    private void writePacked(String nibbles) {
        out.writeBytes(Bytes.ofHex(nibbles).toArray());
    }

    private boolean copy(int bytes) {
        if (bytes > in.length - position) {
            return false;
        }
        out.write(in, position, bytes);
        position += bytes;
        return true;
    }
}
