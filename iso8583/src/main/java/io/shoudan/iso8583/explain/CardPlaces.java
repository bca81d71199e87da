package io.shoudan.iso8583.explain;

import io.shoudan.iso8583.Pan;
import io.shoudan.iso8583.Tlv;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Where card numbers and tracks seem to stand in bytes, whatever dialect the bytes are in: a wrong
/// bitmap moves the fields, and not the bytes.
///
/// A place is one that something points at: the length in front, the separator of a track behind,
/// the tag of a card number in chip data, or that the digits stand alone. The check digit alone
/// points at half of all long digits.
final class CardPlaces {

    /// Of a card number.
    static final int MIN_DIGITS = 13;

    private static final int MAX_DIGITS = 19;

    /// Shorter than any card number.
    private static final int MANY_DIGITS = 12;

    /// Most characters of a track, its separator among them.
    private static final int MAX_TRACK = 37;

    private static final int CARD_NUMBER_TAG = 0x5A;
    private static final byte NO_DIGIT = -1;
    private static final byte SEPARATOR = -2;

    private final byte[] bytes;
    private final BitSet cardFields;
    private final @Nullable BitSet announcedAt;
    private final BitSet covered = new BitSet();
    private final BitSet starts = new BitSet();

    private CardPlaces(byte[] bytes, BitSet cardFields, @Nullable BitSet announcedAt) {
        this.bytes = bytes;
        this.cardFields = cardFields;
        this.announcedAt = announcedAt;
    }

    /// Finds them all; looks at every byte a fixed number of times.
    ///
    /// @param cardFields  where a reading has card numbers and tracks: of several places with one
    ///                    separator, those are the ones
    /// @param announcedAt the only bytes that a card number can start at of which only its length
    ///                    tells; null if that may be anywhere
    static CardPlaces in(byte[] bytes, BitSet cardFields, @Nullable BitSet announcedAt) {
        var places = new CardPlaces(bytes, cardFields, announcedAt);
        for (var coding : Coding.values()) {
            places.look(new View(coding, coding.digits(bytes)));
        }
        return places;
    }

    /// Whether one of the bytes is inside a card number or a track.
    boolean touch(int from, int to) {
        int next = covered.nextSetBit(from);
        return next >= 0 && next < to;
    }

    /// Whether a card number or a track starts with this byte.
    boolean startAt(int index) {
        return starts.get(index);
    }

    /// Where the value of a data object starts.
    ///
    /// @param from index of its tag, or of padding in front of it
    int valueAt(Tlv object, int from) {
        int position = from;
        while (bytes[position] == 0) {
            position++;
        }
        position += object.tag().length() / 2;
        int first = bytes[position] & 0xFF;
        return position + 1 + (first < 0x80 ? 0 : first & 0x7F);
    }

    /// Whether a text that may be anything has as many digits as a card number, or nearly: who
    /// writes one where none belongs may well mistype it.
    ///
    /// @param apart whether spaces and the like between digits are passed over
    static boolean manyDigitsIn(String text, boolean apart) {
        int count = 0;
        for (int i = 0; i < text.length() && count < MANY_DIGITS; i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                count++;
            } else if (!apart || Character.isLetter(c)) {
                count = 0;
            }
        }
        return count == MANY_DIGITS;
    }

    private enum Coding {
        PACKED,
        ASCII,
        EBCDIC;

        byte[] digits(byte[] bytes) {
            var digits = new byte[bytes.length * (this == PACKED ? 2 : 1)];
            for (int i = 0; i < digits.length; i++) {
                digits[i] =
                        switch (this) {
                            case PACKED -> packed(i % 2 == 0 ? bytes[i / 2] >> 4 : bytes[i / 2]);
                            case ASCII -> character(bytes[i], '0', "=D");
                            // = and D in EBCDIC are ~ and Ä in Latin 1.
                            case EBCDIC -> character(bytes[i], 0xF0, "~Ä");
                        };
            }
            return digits;
        }

        private static byte packed(int octet) {
            int nibble = octet & 0xF;
            return nibble < 10 ? (byte) nibble : nibble == 0xD ? SEPARATOR : NO_DIGIT;
        }

        private static byte character(byte octet, int zero, String separators) {
            int digit = (octet & 0xFF) - zero;
            if (digit >= 0 && digit < 10) {
                return (byte) digit;
            }
            return separators.indexOf(octet & 0xFF) >= 0 ? SEPARATOR : NO_DIGIT;
        }
    }

    /// The bytes as digits, one or two a byte.
    private static final class View {

        final Coding coding;
        final byte[] digits;

        View(Coding coding, byte[] digits) {
            this.coding = coding;
            this.digits = digits;
        }

        boolean digit(int index) {
            return index < digits.length && digits[index] >= 0;
        }

        /// Whether `length` digits from `start` on pass the check of card numbers.
        boolean cardNumber(int start, int length) {
            if (start < 0 || start + length > digits.length || digits[start] == 0) {
                return false;
            }
            var number = new char[length];
            for (int i = 0; i < length; i++) {
                if (digits[start + i] < 0) {
                    return false;
                }
                number[i] = (char) ('0' + digits[start + i]);
            }
            return Pan.of(new String(number)).luhnValid();
        }

        int firstByte(int index) {
            return coding == Coding.PACKED ? index / 2 : index;
        }

        int behind(int index) {
            return coding == Coding.PACKED ? (index + 1) / 2 : index;
        }
    }

    private void look(View view) {
        int start = 0;
        while (start < view.digits.length) {
            int end = start;
            while (view.digit(end)) {
                end++;
            }
            if (end - start >= MIN_DIGITS) {
                digits(view, start, end);
            }
            start = end + 1;
        }
    }

    /// Digits with none in front and none behind.
    private void digits(View view, int start, int end) {
        if (end - start <= MAX_DIGITS && view.cardNumber(start, end - start)) {
            add(view, start, end);
        }
        if (end < view.digits.length && view.digits[end] == SEPARATOR) {
            boolean character = view.coding == Coding.PACKED && view.digits[end - 1] == 3;
            if (!track(view, start, end, end) && character) {
                // Of `=` only the first half is a digit.
                track(view, start, end - 1, end);
            }
        }
        for (int from = start; from + MIN_DIGITS <= end; from++) {
            for (int length = MIN_DIGITS; length <= MAX_DIGITS && from + length <= end; length++) {
                if (announced(view, from, length) && view.cardNumber(from, length)) {
                    add(view, from, from + length);
                }
            }
        }
    }

    /// @param end       of the card number
    /// @param separator where it is
    /// @return whether something passes the check of card numbers
    private boolean track(View view, int start, int end, int separator) {
        if (!month(view, separator + 3)) {
            return false;
        }
        int behind = separator + 1;
        while (view.digit(behind) && behind - separator < MAX_TRACK) {
            behind++;
        }
        boolean found = false;
        for (int length = MIN_DIGITS; length <= MAX_DIGITS && end - length >= start; length++) {
            int from = end - length;
            boolean checked = view.cardNumber(from, length);
            if (checked && cardFields.get(view.firstByte(from))) {
                add(view, from, Math.min(behind, from + MAX_TRACK));
                return true;
            }
            found |= checked;
        }
        for (int length = MIN_DIGITS; length <= MAX_DIGITS && end - length >= start; length++) {
            boolean longest = length == MAX_DIGITS || end - length == start;
            if (view.cardNumber(end - length, length) || (!found && longest)) {
                int from = end - length;
                add(view, from, Math.min(behind, from + MAX_TRACK));
            }
        }
        return found;
    }

    private static boolean month(View view, int index) {
        if (!view.digit(index) || !view.digit(index + 1)) {
            return false;
        }
        int month = 10 * view.digits[index] + view.digits[index + 1];
        return month >= 1 && month <= 12;
    }

    /// Whether this length, or a tag and this length, stand in front.
    private boolean announced(View view, int start, int length) {
        int at = view.firstByte(start);
        if (view.coding == Coding.PACKED && start % 2 == 1 && view.digits[start - 1] != 0) {
            return false;
        }
        if (announcedAt != null && !announcedAt.get(at)) {
            return tagged(view, at, length);
        }
        return switch (view.coding) {
            case PACKED ->
                    packed(at, length) || characters(at, length, '0') || tagged(view, at, length);
            case ASCII -> characters(at, length, '0') || packed(at, length);
            case EBCDIC -> characters(at, length, 0xF0);
        };
    }

    private boolean tagged(View view, int at, int length) {
        return view.coding == Coding.PACKED
                && octet(at - 1) == (length + 1) / 2
                && octet(at - 2) == CARD_NUMBER_TAG;
    }

    private boolean packed(int at, int length) {
        return octet(at - 1) == 0x10 + length - 10;
    }

    private boolean characters(int at, int length, int zero) {
        return octet(at - 2) == zero + 1 && octet(at - 1) == zero + length - 10;
    }

    private int octet(int index) {
        return index < 0 ? -1 : bytes[index] & 0xFF;
    }

    private void add(View view, int from, int to) {
        int first = view.firstByte(from);
        int behind = view.behind(to);
        if (view.coding == Coding.PACKED && text(first, behind)) {
            return;
        }
        covered.set(first, behind);
        starts.set(first);
    }

    /// Whether the bytes are digits one a byte, so that their halves are none.
    private boolean text(int from, int to) {
        for (int i = from; i < to; i++) {
            if ((bytes[i] & 0xF0) != 0x30) {
                return false;
            }
        }
        return true;
    }
}
