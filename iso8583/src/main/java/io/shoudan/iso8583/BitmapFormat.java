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
    long read(byte[] from, int offset) {
        var raw =
                this == BINARY
                        ? Encodings.BINARY.decode(from, offset, bytes)
                        : Encodings.HEX.decode(from, offset, bytes);
        return Long.parseUnsignedLong(raw.hex(), 16);
    }

    byte[] write(long bits) {
        var hex = Long.toHexString(bits);
        var raw = Bytes.ofHex("0".repeat(16 - hex.length()) + hex);
        return this == BINARY ? Encodings.BINARY.encode(raw) : Encodings.HEX.encode(raw);
    }
}
