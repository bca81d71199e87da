package io.shoudan.iso8583;

/// The encodings of ISO 8583:1987, 4.3: attributes `n`, `an`, `ans`, `b` and `z`, packed and not.
public final class Encodings {

    /// Packed digits, two a byte. An odd count is left-justified: the last nibble is padding,
    /// written as 0 and accepted as 0 or F.
    public static final Encoding<String> BCD =
            new PackedNibbles("digits", false, PackedNibbles.Justified.LEFT);

    /// Packed digits, two a byte. An odd count is right-justified: the first nibble is padding.
    public static final Encoding<String> BCD_RIGHT =
            new PackedNibbles("digits", false, PackedNibbles.Justified.RIGHT);

    /// Packed track data: as [#BCD], with `D` as separator. All other nibbles are let through, too,
    /// because part of a track may be enciphered.
    public static final Encoding<String> PACKED_TRACK =
            new PackedNibbles("track characters", true, PackedNibbles.Justified.LEFT);

    /// ASCII digits (`n`).
    public static final Encoding<String> DIGITS = new AsciiText("digits", Ascii::digit);

    /// ASCII digits and separators `=` or `D` (`z`). Track data that is never enciphered.
    public static final Encoding<String> TRACK =
            new AsciiText("track characters", c -> Ascii.digit(c) || c == '=' || c == 'D');

    /// ASCII letters, digits and space (`an`; space because makers pad with it).
    public static final Encoding<String> ALPHANUMERIC =
            new AsciiText("letters or digits", c -> Ascii.letter(c) || Ascii.digit(c) || c == ' ');

    /// Printable ASCII, 0x20 to 0x7E (`ans`).
    public static final Encoding<String> TEXT =
            new AsciiText("printable ASCII characters", Ascii::printable);

    /// Raw bytes (`b`).
    public static final Encoding<Bytes> BINARY = new RawBytes();

    /// Bytes written as upper-case hexadecimal characters; lengths count characters.
    public static final Encoding<Bytes> HEX = new HexText();

    private Encodings() {}
}
