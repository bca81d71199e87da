package io.shoudan.iso8583;

import java.io.ByteArrayOutputStream;

/// How the length of a variable value is written in front of it (ISO 8583:1987, 4.3: LLVAR,
/// LLLVAR).
public enum LengthPrefix {
    /// No prefix: the length is fixed.
    NONE(0, 0),
    /// Two digits in one packed byte.
    BCD_LL(1, 99),
    /// Three digits in two packed bytes; the leading nibble is 0.
    BCD_LLL(2, 999),
    /// Two ASCII digits.
    ASCII_LL(2, 99),
    /// Three ASCII digits.
    ASCII_LLL(3, 999);

    private final int bytes;
    private final int largest;

    LengthPrefix(int bytes, int largest) {
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

    private boolean packed() {
        return this == BCD_LL || this == BCD_LLL;
    }

    /// Reads the announced length; the caller has checked that the prefix is there.
    int read(byte[] from, int offset) {
        int units = 0;
        for (int i = 0; i < bytes; i++) {
            int octet = from[offset + i] & 0xFF;
            if (packed()) {
                units = 100 * units + 10 * digit(octet >> 4, i) + digit(octet & 0xF, i);
            } else {
                units = 10 * units + digit(octet - '0', i);
            }
        }
        return units;
    }

    private int digit(int value, int index) {
        if (value < 0 || value > 9) {
            throw MalformedMessage.at(
                    index, "a length of " + (packed() ? "BCD" : "ASCII") + " digits");
        }
        return value;
    }

    void write(int units, ByteArrayOutputStream to) {
        int remaining = units;
        var prefix = new byte[bytes];
        for (int i = bytes - 1; i >= 0; i--) {
            if (packed()) {
                prefix[i] = (byte) (remaining / 10 % 10 << 4 | remaining % 10);
                remaining /= 100;
            } else {
                prefix[i] = (byte) ('0' + remaining % 10);
                remaining /= 10;
            }
        }
        to.writeBytes(prefix);
    }
}
