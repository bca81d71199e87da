package io.shoudan.iso8583;

import java.nio.charset.StandardCharsets;

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
            // The masked cast keeps bytes above 0x7F from being taken for other scripts' digits.
            int octet = bytes[offset + i] & 0xFF;
            int nibble = octet < 0x80 ? Character.digit(octet, 16) : -1;
            if (nibble < 0) {
                throw MalformedMessage.at(i, unit());
            }
            content[i / 2] = (byte) (content[i / 2] << 4 | nibble);
        }
        return Bytes.of(content);
    }

    @Override
    public int unitsOf(Bytes value) {
        return 2 * value.length();
    }

    @Override
    public byte[] encode(Bytes value) {
        return value.hex().getBytes(StandardCharsets.US_ASCII);
    }
}
