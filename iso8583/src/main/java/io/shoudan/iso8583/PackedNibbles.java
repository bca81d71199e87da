package io.shoudan.iso8583;

/// Characters `0`-`9` (and `A`-`F` for tracks), two in a byte.
record PackedNibbles(String unit, boolean anyNibble, Justified justified)
        implements Encoding<String> {

    /// Where an odd number of nibbles sits in its bytes.
    enum Justified {
        LEFT,
        RIGHT
    }

    private static final String NIBBLES = "0123456789ABCDEF";

    @Override
    public int byteLength(int units) {
        return (units + 1) / 2;
    }

    @Override
    public String decode(byte[] bytes, int offset, int units) {
        int first = leadingPad(units);
        if (units % 2 == 1) {
            int pad = nibble(bytes, offset, first == 1 ? 0 : units);
            if (pad != 0x0 && pad != 0xF) {
                throw MalformedMessage.at(
                        first == 1 ? 0 : units / 2, "an odd count padded with 0 or F");
            }
        }
        var text = new char[units];
        for (int i = 0; i < units; i++) {
            int nibble = nibble(bytes, offset, first + i);
            if (nibble > 9 && !anyNibble) {
                throw MalformedMessage.at((first + i) / 2, unit);
            }
            text[i] = NIBBLES.charAt(nibble);
        }
        return new String(text);
    }

    private static int nibble(byte[] bytes, int offset, int index) {
        int octet = bytes[offset + index / 2];
        return index % 2 == 0 ? octet >> 4 & 0xF : octet & 0xF;
    }

    private int leadingPad(int units) {
        return justified == Justified.RIGHT ? units % 2 : 0;
    }

    @Override
    public int unitsOf(String value) {
        return value.length();
    }

    @Override
    public byte[] encode(String value) {
        var bytes = new byte[byteLength(value.length())];
        int first = leadingPad(value.length());
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if (anyNibble ? !Ascii.upperHex(character) : !Ascii.digit(character)) {
                throw new IllegalArgumentException("must be " + unit);
            }
            int nibble = Character.digit(character, 16);
            int index = first + i;
            bytes[index / 2] |= (byte) (index % 2 == 0 ? nibble << 4 : nibble);
        }
        return bytes;
    }
}
