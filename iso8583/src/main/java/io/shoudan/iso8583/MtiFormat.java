package io.shoudan.iso8583;

/// How the message type indicator is written (ISO 8583:1987, 4.1).
public enum MtiFormat {
    /// Four packed digits, 2 bytes.
    BCD(2),
    /// Four ASCII digits.
    ASCII(4);

    private final int bytes;

    MtiFormat(int bytes) {
        this.bytes = bytes;
    }

    /// Bytes that the MTI occupies.
    public int byteLength() {
        return bytes;
    }

    private Encoding<String> encoding() {
        return this == BCD ? Encodings.BCD : Encodings.DIGITS;
    }

    String read(byte[] from, int offset) {
        return encoding().decode(from, offset, 4);
    }

    byte[] write(String mti) {
        return encoding().encode(mti);
    }
}
