package io.shoudan.iso8583;

/// Bytes as hexadecimal ASCII characters, two a byte, for links that carry text only.
record HexText() implements Encoding<Bytes> {

    @Override
    public String unit() {
        return "hexadecimal characters";
    }

    @Override
    public int byteLength(int units) {
        return units;
    }

    @Override
    public Bytes decode(byte[] bytes, int offset, int units) {
        if (units % 2 == 1) {
            throw MalformedMessage.at(0, "an even number of hexadecimal characters");
        }
        var content = new byte[units / 2];
        for (int i = 0; i < units; i++) {
            int nibble = Ascii.hexValue(bytes[offset + i]);
            if (nibble < 0) {
                throw MalformedMessage.at(i, unit());
            }
            content[i / 2] = (byte) (content[i / 2] << 4 | nibble);
        }
        return Bytes.of(content);
    }

    @Override
    public int write(Bytes value, Length bounds, byte[] to, int offset) {
        int units = bounds.checked(2 * value.length(), unit());
        for (int i = 0; i < value.length(); i++) {
            int octet = value.at(i);
            to[offset + 2 * i] = Ascii.hexDigit(octet >> 4);
            to[offset + 2 * i + 1] = Ascii.hexDigit(octet);
        }
        return units;
    }
}
