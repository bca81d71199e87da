package io.shoudan.iso8583;

/// How a bitmap of 64 bits is written (ISO 8583:1987, 4.2).
public enum BitmapFormat {
    /// 8 raw bytes.
    BINARY(8),
    /// 16 hexadecimal ASCII characters.
    HEX(16);

    private final int bytes;

    BitmapFormat(int bytes) {
        this.bytes = bytes;
    }

    /// Bytes that 64 bits occupy.
    public int byteLength() {
        return bytes;
    }

    /// The 64 bits, the first of them highest.
    ///
    /// @throws MalformedMessage if a character is no hexadecimal digit
    long read(byte[] from, int offset) {
        long bits = 0;
        for (int i = 0; i < bytes; i++) {
            bits =
                    this == BINARY
                            ? bits << 8 | (from[offset + i] & 0xFF)
                            : bits << 4 | hex(from, offset, i);
        }
        return bits;
    }

    private static int hex(byte[] from, int offset, int index) {
        int value = Ascii.hexValue(from[offset + index]);
        if (value < 0) {
            throw MalformedMessage.at(index, "hexadecimal characters");
        }
        return value;
    }

    void write(long bits, byte[] to, int offset) {
        long remaining = bits;
        for (int i = offset + bytes - 1; i >= offset; i--) {
            if (this == BINARY) {
                to[i] = (byte) remaining;
                remaining >>>= 8;
            } else {
                to[i] = Ascii.hexDigit((int) remaining);
                remaining >>>= 4;
            }
        }
    }
}
