package io.shoudan.iso8583;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.UnaryOperator;

/// What tracks 2 and 3 have in common: an alphabet, and eight bytes that may be enciphered.
final class PackedTrack {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int PROTECTED_BYTES = 8;

    private PackedTrack() {}

    static String checked(String characters, int maxCharacters, String name) {
        var normal = characters.replace('=', 'D');
        if (normal.isEmpty() || normal.length() > maxCharacters || !allHex(normal)) {
            throw new IllegalArgumentException(
                    "must be 1.."
                            + maxCharacters
                            + " digits, separators or cipher nibbles: "
                            + name);
        }
        return normal;
    }

    static String withProtectedPart(String characters, UnaryOperator<byte[]> cipher) {
        boolean odd = characters.length() % 2 == 1;
        var packed = HEX.parseHex(odd ? characters + "0" : characters);
        int end = packed.length - 1;
        int start = end - PROTECTED_BYTES;
        if (start < 0) {
            throw new IllegalArgumentException("must pack to 9 bytes or more: track");
        }
        var replaced = cipher.apply(Arrays.copyOfRange(packed, start, end));
        if (replaced.length != PROTECTED_BYTES) {
            throw new IllegalArgumentException("must return 8 bytes: cipher");
        }
        System.arraycopy(replaced, 0, packed, start, PROTECTED_BYTES);
        return HEX.formatHex(packed).substring(0, characters.length());
    }

    private static boolean allHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!Ascii.upperHex(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
