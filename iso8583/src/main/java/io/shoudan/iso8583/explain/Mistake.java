package io.shoudan.iso8583.explain;

/// What is often done wrong in front of our eyes. Each is named only if the bytes can be read, or
/// clearly more of them, once it is mended; and a wrong length if it is one by arithmetic.
public enum Mistake {
    /// The length in front counts its own bytes.
    LENGTH_COUNTS_ITSELF,
    /// The length in front is written low byte first.
    LITTLE_ENDIAN_LENGTH,
    /// The length in front is four ASCII characters, decimal or hexadecimal digits.
    ASCII_LENGTH,
    /// The length in front is written in packed decimal digits.
    PACKED_LENGTH,
    /// The message starts with its header.
    TPDU_MISSING,
    /// The message starts with its MTI.
    TPDU_AND_HEADER_MISSING,
    /// The MTI is right behind the TPDU.
    HEADER_MISSING,
    /// The free nibble of an odd number of digits is on the other side.
    WRONG_PADDING_SIDE,
    /// Bit 1 announces a second bitmap that isn't there.
    SECOND_BITMAP_MISSING,
    /// A track has `=` between card number and expiry.
    EQUALS_FOR_D,
    /// Digits are written one a byte where two belong.
    ASCII_FOR_BCD,
    /// The MAC is over other bytes than those from the MTI to the field before it.
    WRONG_MAC_RANGE,
    /// The MAC is made by another algorithm than the one expected.
    WRONG_MAC_VARIANT;

    /// Whether the bytes are read as they were sent all the same.
    boolean aboutTheMac() {
        return this == WRONG_MAC_RANGE || this == WRONG_MAC_VARIANT;
    }

    /// In words.
    public Phrase text() {
        return Phrases.of("mistake." + name());
    }
}
