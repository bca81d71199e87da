package io.shoudan.iso8583;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.UnaryOperator;

/// What tracks 2 and 3 have in common: an alphabet, and eight bytes that may be enciphered.
abstract sealed class PackedTrack extends PackedDigits permits TrackTwo, TrackThree {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String UNIT = "digits, separators or cipher nibbles";
    private static final int PROTECTED_BYTES = 8;

    PackedTrack(String characters, int maxCharacters, String name) {
        super(characters, maxCharacters, PackedNibbles.TRACK, UNIT, name);
    }

    /// The characters of a track whose protected part is another.
    String replacingProtectedPart(UnaryOperator<byte[]> cipher) {
        var bytes = bytes();
        int end = bytes.length - 1;
        int start = end - PROTECTED_BYTES;
        if (start < 0) {
            throw new IllegalArgumentException("must pack to 9 bytes or more: track");
        }
        var replaced = cipher.apply(Arrays.copyOfRange(bytes, start, end));
        if (replaced.length != PROTECTED_BYTES) {
            throw new IllegalArgumentException("must return 8 bytes: cipher");
        }
        System.arraycopy(replaced, 0, bytes, start, PROTECTED_BYTES);
        return HEX.formatHex(bytes).substring(0, count());
    }
}
