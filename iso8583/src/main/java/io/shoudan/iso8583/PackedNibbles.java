package io.shoudan.iso8583;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/// Characters `0`-`9` (and `A`-`F` for tracks), two in a byte.
///
/// @param padding what fills an odd count's free nibble when written
record PackedNibbles(String unit, boolean anyNibble, Justified justified, Padding padding)
        implements DigitEncoding {

    /// Where an odd number of nibbles sits in its bytes.
    enum Justified {
        LEFT,
        RIGHT
    }

    /// Which nibbles may fill a free place; the first is written.
    enum Padding {
        ZERO_OR_F("an odd count padded with 0 or F"),
        ZERO_ONLY("an odd count padded with 0");

        private final String expected;

        Padding(String expected) {
            this.expected = expected;
        }

        boolean admits(int nibble) {
            return nibble == 0 || (nibble == 0xF && this == ZERO_OR_F);
        }
    }

    static final PackedNibbles DIGITS_ONLY =
            new PackedNibbles("digits", false, Justified.LEFT, Padding.ZERO_OR_F);
    static final PackedNibbles TRACK =
            new PackedNibbles("track characters", true, Justified.LEFT, Padding.ZERO_OR_F);

    private static final byte[] CHARACTERS = "0123456789ABCDEF".getBytes(ISO_8859_1);

    /// Whether both nibbles of a byte are digits; else -1, else the number from 0 to 99.
    private static final byte[] PAIRS = new byte[256];

    /// The inverse: two digits in one byte.
    private static final byte[] OCTETS = new byte[100];

    /// What a character stands for; -1 if it stands for no nibble.
    private static final byte[] NIBBLES = new byte[128];

    /// As [#NIBBLES], for digits only.
    private static final byte[] DIGITS = new byte[128];

    static {
        Arrays.fill(NIBBLES, (byte) -1);
        for (int nibble = 0; nibble < CHARACTERS.length; nibble++) {
            NIBBLES[CHARACTERS[nibble]] = (byte) nibble;
        }
        // Where tracks are text, the separator is often this.
        NIBBLES['='] = 0xD;
        Arrays.fill(DIGITS, (byte) -1);
        System.arraycopy(NIBBLES, '0', DIGITS, '0', 10);
        for (int octet = 0; octet < 256; octet++) {
            boolean digits = octet >> 4 <= 9 && (octet & 0xF) <= 9;
            PAIRS[octet] = (byte) (digits ? 10 * (octet >> 4) + (octet & 0xF) : -1);
            if (digits) {
                OCTETS[PAIRS[octet]] = (byte) octet;
            }
        }
    }

    /// The number that two digits in one byte write; negative if they are none.
    static int pair(byte octet) {
        return PAIRS[octet & 0xFF];
    }

    /// Two digits in one byte.
    ///
    /// @param pair 0 to 99
    static byte octet(int pair) {
        return OCTETS[pair];
    }

    @Override
    public int byteLength(int units) {
        return (units + 1) / 2;
    }

    @Override
    public void check(byte[] bytes, int offset, int units) {
        boolean odd = (units & 1) == 1;
        if (odd) {
            checkPadding(bytes, offset, units);
        }
        if (anyNibble) {
            return;
        }
        int from = odd && justified == Justified.RIGHT ? 1 : 0;
        if (from == 1 && (bytes[offset] & 0xF) > 9) {
            throw MalformedMessage.at(0, unit);
        }
        int pairs = from + units / 2;
        for (int i = from; i < pairs; i++) {
            if (PAIRS[bytes[offset + i] & 0xFF] < 0) {
                throw MalformedMessage.at(i, unit);
            }
        }
        if (odd && from == 0 && (bytes[offset + pairs] >> 4 & 0xF) > 9) {
            throw MalformedMessage.at(pairs, unit);
        }
    }

    private void checkPadding(byte[] bytes, int offset, int units) {
        boolean first = justified == Justified.RIGHT;
        int at = first ? 0 : units / 2;
        int nibble = first ? bytes[offset] >> 4 & 0xF : bytes[offset + at] & 0xF;
        if (!padding.admits(nibble)) {
            throw MalformedMessage.at(at, padding.expected);
        }
    }

    @Override
    public String decode(byte[] bytes, int offset, int units) {
        check(bytes, offset, units);
        int first = leadingPad(units);
        var text = new byte[units];
        for (int i = 0; i < units; i++) {
            text[i] = CHARACTERS[nibble(bytes, offset, first + i)];
        }
        return new String(text, ISO_8859_1);
    }

    private static int nibble(byte[] bytes, int offset, int index) {
        int octet = bytes[offset + index / 2];
        return index % 2 == 0 ? octet >> 4 & 0xF : octet & 0xF;
    }

    private int leadingPad(int units) {
        return justified == Justified.RIGHT ? units % 2 : 0;
    }

    @Override
    public long number(byte[] bytes, int offset, int units) {
        if (units > MAX_NUMBER_DIGITS) {
            throw MalformedMessage.at(0, "at most " + MAX_NUMBER_DIGITS + " digits");
        }
        if (units % 2 == 1) {
            check(bytes, offset, units);
            int first = leadingPad(units);
            long number = 0;
            for (int i = 0; i < units; i++) {
                number = 10 * number + nibble(bytes, offset, first + i);
            }
            return number;
        }
        long number = 0;
        for (int i = 0; i < units / 2; i++) {
            int pair = PAIRS[bytes[offset + i] & 0xFF];
            if (pair < 0) {
                throw MalformedMessage.at(i, unit);
            }
            number = 100 * number + pair;
        }
        return number;
    }

    @Override
    public int digit(byte[] bytes, int offset, int units, int index) {
        return nibble(bytes, offset, leadingPad(units) + index);
    }

    @Override
    public void writeNumber(long number, int units, byte[] to, int offset) {
        long remaining = number;
        int octets = byteLength(units);
        if (units % 2 == 1 && justified == Justified.LEFT) {
            remaining *= 10;
        }
        for (int i = offset + octets - 1; i >= offset; i--) {
            long rest = remaining / 100;
            to[i] = OCTETS[(int) (remaining - 100 * rest)];
            remaining = rest;
        }
    }

    @Override
    public int write(String value, Length bounds, byte[] to, int offset) {
        int units = bounds.checked(value.length(), unit);
        if (!pack(value, to, offset)) {
            throw new IllegalArgumentException("must be " + unit);
        }
        return units;
    }

    /// Whether values that are packed already stand in a message as they are.
    boolean takes(PackedDigits ready) {
        return justified == Justified.LEFT && (anyNibble || ready instanceof Pan);
    }

    int write(PackedDigits ready, Length bounds, byte[] to, int offset) {
        int units = bounds.checked(ready.count(), unit);
        ready.copy(to, offset);
        return units;
    }

    /// @return false if there was anything but what this encoding writes; nothing may be made of
    ///     the bytes then
    boolean pack(String value, byte[] to, int offset) {
        int units = value.length();
        var nibbles = anyNibble ? NIBBLES : DIGITS;
        // Negative as soon as one character is no nibble: asked once instead of for each.
        int bad = 0;
        int at = offset;
        int i = 0;
        if (leadingPad(units) == 1) {
            int low = nibble(nibbles, value.charAt(i++));
            bad |= low;
            to[at++] = (byte) low;
        }
        for (; i + 1 < units; i += 2) {
            int high = nibble(nibbles, value.charAt(i));
            int low = nibble(nibbles, value.charAt(i + 1));
            bad |= high | low;
            to[at++] = (byte) ((high << 4) | low);
        }
        if (i < units) {
            int high = nibble(nibbles, value.charAt(i));
            bad |= high;
            to[at] = (byte) (high << 4);
        }
        return bad >= 0;
    }

    private static int nibble(byte[] nibbles, char character) {
        return character < 128 ? nibbles[character & 0x7F] : -1;
    }
}
