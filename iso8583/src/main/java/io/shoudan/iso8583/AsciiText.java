package io.shoudan.iso8583;

import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;

/// One ASCII character a byte, from a given alphabet.
record AsciiText(String unit, IntPredicate alphabet) implements Encoding<String> {

    @Override
    public int byteLength(int units) {
        return units;
    }

    @Override
    public String decode(byte[] bytes, int offset, int units) {
        for (int i = 0; i < units; i++) {
            if (!alphabet.test(bytes[offset + i])) {
                throw MalformedMessage.at(i, unit);
            }
        }
        return new String(bytes, offset, units, StandardCharsets.US_ASCII);
    }

    @Override
    public int unitsOf(String value) {
        return value.length();
    }

    @Override
    public byte[] encode(String value) {
        if (!value.chars().allMatch(alphabet)) {
            throw new IllegalArgumentException("must be " + unit);
        }
        return value.getBytes(StandardCharsets.US_ASCII);
    }
}
