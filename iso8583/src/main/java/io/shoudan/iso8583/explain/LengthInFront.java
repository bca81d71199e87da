package io.shoudan.iso8583.explain;

import io.shoudan.iso8583.Bytes;

/// What the first bytes say as a length, written in one way or another.
final class LengthInFront {

    private static final int BYTES = 2;
    private static final int CHARACTERS = 4;

    private LengthInFront() {}

    /// What two bytes in front say.
    static int binary(byte[] bytes) {
        return (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
    }

    /// What four ASCII digits in front say; -1 if they are none.
    static int digits(byte[] bytes) {
        return characters(bytes, 10);
    }

    /// What four hexadecimal characters in front say; -1 if they are none.
    static int hexadecimal(byte[] bytes) {
        return characters(bytes, 16);
    }

    private static int characters(byte[] bytes, int radix) {
        if (bytes.length < CHARACTERS) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < CHARACTERS; i++) {
            int digit = bytes[i] < 0 ? -1 : Character.digit(bytes[i], radix);
            if (digit < 0) {
                return -1;
            }
            number = radix * number + digit;
        }
        return number;
    }

    /// What two bytes in front say if they are four packed digits; -1 if they are none.
    static int packed(byte[] bytes) {
        var text = Bytes.of(bytes, 0, BYTES).hex();
        return text.matches("[0-9]+") ? Integer.parseInt(text) : -1;
    }
}
