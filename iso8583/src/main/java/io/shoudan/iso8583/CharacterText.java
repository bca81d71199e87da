package io.shoudan.iso8583;

/// One character a byte, from a given alphabet.
final class CharacterText implements DigitEncoding {

    private static final short NONE = -1;

    private final Alphabet alphabet;
    private final CharacterSet set;
    private final boolean[] admitted = new boolean[256];
    private final short[] codes = new short[128];

    CharacterText(Alphabet alphabet, CharacterSet set) {
        this.alphabet = alphabet;
        this.set = set;
        for (int octet = 0; octet < 256; octet++) {
            admitted[octet] = alphabet.has(set.read((byte) octet));
        }
        for (int character = 0; character < codes.length; character++) {
            codes[character] =
                    alphabet.has(character) ? (short) (set.write(character) & 0xFF) : NONE;
        }
    }

    @Override
    public String unit() {
        return alphabet.name();
    }

    @Override
    public int byteLength(int units) {
        return units;
    }

    @Override
    public void check(byte[] bytes, int offset, int units) {
        for (int i = 0; i < units; i++) {
            if (!admitted[bytes[offset + i] & 0xFF]) {
                throw MalformedMessage.at(i, alphabet.name());
            }
        }
    }

    @Override
    public String decode(byte[] bytes, int offset, int units) {
        check(bytes, offset, units);
        return set.text(bytes, offset, units);
    }

    @Override
    public int write(String value, Length bounds, byte[] to, int offset) {
        int units = bounds.checked(value.length(), alphabet.name());
        // Negative as soon as one character is not of the alphabet.
        int bad = 0;
        for (int i = 0; i < units; i++) {
            char character = value.charAt(i);
            int code = character < 128 ? codes[character & 0x7F] : NONE;
            bad |= code;
            to[offset + i] = (byte) code;
        }
        if (bad < 0) {
            throw new IllegalArgumentException("must be " + alphabet.name());
        }
        return units;
    }

    @Override
    public long number(byte[] bytes, int offset, int units) {
        if (units > MAX_NUMBER_DIGITS) {
            throw MalformedMessage.at(0, "at most " + MAX_NUMBER_DIGITS + " digits");
        }
        long number = 0;
        for (int i = 0; i < units; i++) {
            int digit = set.read(bytes[offset + i]) - '0';
            if (digit < 0 || digit > 9) {
                throw MalformedMessage.at(i, alphabet.name());
            }
            number = 10 * number + digit;
        }
        return number;
    }

    @Override
    public int digit(byte[] bytes, int offset, int units, int index) {
        return set.read(bytes[offset + index]) - '0';
    }

    @Override
    public void writeNumber(long number, int units, byte[] to, int offset) {
        long remaining = number;
        for (int i = units - 1; i >= 0; i--) {
            to[offset + i] = set.write('0' + (int) (remaining % 10));
            remaining /= 10;
        }
    }
}
