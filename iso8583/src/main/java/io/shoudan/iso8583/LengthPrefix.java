package io.shoudan.iso8583;

/// How the length of a variable value is written in front of it (ISO 8583:1987, 4.3: LLVAR,
/// LLLVAR).
public enum LengthPrefix {
    /// No prefix: the length is fixed.
    NONE(Digits.NONE, 0, 0),
    /// Two digits in one packed byte.
    BCD_LL(Digits.BCD, 1, 99),
    /// Three digits in two packed bytes; the leading nibble is 0.
    BCD_LLL(Digits.BCD, 2, 999),
    /// Two ASCII digits.
    ASCII_LL(Digits.ASCII, 2, 99),
    /// Three ASCII digits.
    ASCII_LLL(Digits.ASCII, 3, 999),
    /// Two EBCDIC digits.
    EBCDIC_LL(Digits.EBCDIC, 2, 99),
    /// Three EBCDIC digits.
    EBCDIC_LLL(Digits.EBCDIC, 3, 999),
    /// A number from 0 to 255 in one byte.
    BINARY_1(Digits.NONE, 1, 0xFF),
    /// A number in two bytes, the higher first.
    BINARY_2(Digits.NONE, 2, 0xFFFF);

    private enum Digits {
        NONE,
        BCD,
        ASCII,
        EBCDIC
    }

    private final Digits digits;
    private final int bytes;
    private final int largest;

    LengthPrefix(Digits digits, int bytes, int largest) {
        this.digits = digits;
        this.bytes = bytes;
        this.largest = largest;
    }

    /// Bytes that the prefix itself occupies.
    public int byteLength() {
        return bytes;
    }

    /// Largest length that it can announce.
    public int largest() {
        return largest;
    }

    /// Reads the announced length; the caller has checked that the prefix is there. A leading
    /// nibble that isn't 0 announces more than any value has.
    int read(byte[] from, int offset) {
        if (digits == Digits.BCD) {
            int low = checked(PackedNibbles.pair(from[offset + bytes - 1]), bytes - 1);
            return bytes == 1 ? low : 100 * checked(PackedNibbles.pair(from[offset]), 0) + low;
        }
        int units = 0;
        for (int i = 0; i < bytes; i++) {
            int octet = from[offset + i] & 0xFF;
            units =
                    switch (digits) {
                        case NONE -> units << 8 | octet;
                        case ASCII -> 10 * units + digit(octet - '0', i);
                        default -> 10 * units + digit(octet - 0xF0, i);
                    };
        }
        return units;
    }

    private int checked(int value, int index) {
        if (value < 0) {
            throw MalformedMessage.at(index, "a length of " + digits + " digits");
        }
        return value;
    }

    private int digit(int value, int index) {
        return checked(value > 9 ? -1 : value, index);
    }

    void write(int units, byte[] to, int offset) {
        int remaining = units;
        for (int i = offset + bytes - 1; i >= offset; i--) {
            switch (digits) {
                case NONE -> {
                    to[i] = (byte) remaining;
                    remaining >>= 8;
                }
                case BCD -> {
                    to[i] = PackedNibbles.octet(remaining % 100);
                    remaining /= 100;
                }
                case ASCII -> {
                    to[i] = (byte) ('0' + remaining % 10);
                    remaining /= 10;
                }
                case EBCDIC -> {
                    to[i] = (byte) (0xF0 + remaining % 10);
                    remaining /= 10;
                }
            }
        }
    }
}
