package io.shoudan.iso8583;

/// How the message type indicator is written (ISO 8583:1987, 4.1).
public enum MtiFormat {
    /// Four packed digits, 2 bytes.
    BCD,
    /// Four ASCII digits.
    ASCII,
    /// Four EBCDIC digits.
    EBCDIC;

    static final int DIGITS = 4;

    private DigitEncoding encoding() {
        return switch (this) {
            case BCD -> Encodings.BCD;
            case ASCII -> Encodings.DIGITS;
            case EBCDIC -> Encodings.EBCDIC_DIGITS;
        };
    }

    /// Bytes that the MTI occupies.
    public int byteLength() {
        return encoding().byteLength(DIGITS);
    }

    /// The MTI as a number: 200 for `0200`.
    int read(byte[] from, int offset) {
        return (int) encoding().number(from, offset, DIGITS);
    }

    void write(int mti, byte[] to, int offset) {
        encoding().writeNumber(mti, DIGITS, to, offset);
    }
}
