package io.shoudan.iso8583;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/// Digits, or any nibbles, as most messages carry them: two in a byte, the first in the left half,
/// and 0 behind an odd count. So a value is checked and packed once, however often it is sent.
///
/// Shows nothing of itself: every kind of value says what may be seen of it.
abstract sealed class PackedDigits permits Pan, PackedTrack {

    private final byte[] packed;
    private final int count;

    /// @param max  most characters
    /// @param unit what the characters are, in the plural, for error texts
    /// @param name of the value, for error texts
    /// @throws IllegalArgumentException if `characters` is empty, longer, or has others; the text
    ///                                  hasn't the value
    PackedDigits(String characters, int max, PackedNibbles encoding, String unit, String name) {
        count = characters.length();
        packed = new byte[encoding.byteLength(count)];
        boolean written = count > 0 && count <= max && encoding.pack(characters, packed, 0);
        if (!written) {
            throw new IllegalArgumentException("must be 1.." + max + " " + unit + ": " + name);
        }
    }

    int count() {
        return count;
    }

    /// One of the nibbles.
    int nibble(int index) {
        int octet = packed[index / 2];
        return index % 2 == 0 ? octet >> 4 & 0xF : octet & 0xF;
    }

    /// Copies all bytes to a place that has room for them.
    void copy(byte[] to, int offset) {
        System.arraycopy(packed, 0, to, offset, packed.length);
    }

    byte[] bytes() {
        return packed.clone();
    }

    /// Everything in the clear. For the security module, the network and encryption only.
    public String clearText() {
        var text = new byte[count];
        for (int i = 0; i < count; i++) {
            text[i] = Ascii.hexDigit(nibble(i));
        }
        return new String(text, ISO_8859_1);
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof PackedDigits that
                && getClass() == that.getClass()
                && count == that.count
                && Arrays.equals(packed, that.packed);
    }

    @Override
    public final int hashCode() {
        return Arrays.hashCode(packed);
    }
}
