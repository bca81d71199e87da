package io.shoudan.iso8583;

import static io.shoudan.iso8583.PackedNibbles.Justified.LEFT;
import static io.shoudan.iso8583.PackedNibbles.Justified.RIGHT;
import static io.shoudan.iso8583.PackedNibbles.Padding.ZERO_ONLY;
import static io.shoudan.iso8583.PackedNibbles.Padding.ZERO_OR_F;

/// The encodings of ISO 8583:1987, 4.3: attributes `n`, `an`, `ans`, `b` and `z`, packed and not.
public final class Encodings {

    private static final Alphabet DIGIT = new Alphabet("digits", Ascii::digit);

    private static final Alphabet TRACK_CHARACTER =
            new Alphabet("track characters", c -> Ascii.digit(c) || c == '=' || c == 'D');

    private static final Alphabet LETTER_OR_DIGIT =
            new Alphabet("letters or digits", c -> Ascii.letter(c) || Ascii.digit(c) || c == ' ');

    private static final Alphabet PRINTABLE =
            new Alphabet("printable ASCII characters", Ascii::printable);

    /// Packed digits, two a byte. An odd count is left-justified: the last nibble is padding,
    /// written as 0 and accepted as 0 or F.
    public static final DigitEncoding BCD = PackedNibbles.DIGITS_ONLY;

    /// As [#BCD], with no padding but 0.
    public static final DigitEncoding BCD_ZERO_PADDED =
            new PackedNibbles("digits", false, LEFT, ZERO_ONLY);

    /// Packed digits, two a byte. An odd count is right-justified: the first nibble is padding.
    public static final DigitEncoding BCD_RIGHT =
            new PackedNibbles("digits", false, RIGHT, ZERO_OR_F);

    /// As [#BCD_RIGHT], with no padding but 0.
    public static final DigitEncoding BCD_RIGHT_ZERO_PADDED =
            new PackedNibbles("digits", false, RIGHT, ZERO_ONLY);

    /// Packed track data: as [#BCD], with `D` as separator. All other nibbles are let through, too,
    /// because part of a track may be enciphered.
    public static final Encoding<String> PACKED_TRACK = PackedNibbles.TRACK;

    /// As [#PACKED_TRACK], with no padding but 0.
    public static final Encoding<String> PACKED_TRACK_ZERO_PADDED =
            new PackedNibbles("track characters", true, LEFT, ZERO_ONLY);

    /// ASCII digits (`n`).
    public static final DigitEncoding DIGITS = new CharacterText(DIGIT, CharacterSet.ASCII);

    /// ASCII digits and separators `=` or `D` (`z`). Track data that is never enciphered.
    public static final Encoding<String> TRACK =
            new CharacterText(TRACK_CHARACTER, CharacterSet.ASCII);

    /// ASCII letters, digits and space (`an`; space because makers pad with it).
    public static final Encoding<String> ALPHANUMERIC =
            new CharacterText(LETTER_OR_DIGIT, CharacterSet.ASCII);

    /// Printable ASCII, 0x20 to 0x7E (`ans`).
    public static final Encoding<String> TEXT = new CharacterText(PRINTABLE, CharacterSet.ASCII);

    /// EBCDIC digits (`n`), code page 37.
    public static final DigitEncoding EBCDIC_DIGITS = new CharacterText(DIGIT, CharacterSet.EBCDIC);

    /// EBCDIC digits and separators `=` or `D` (`z`), code page 37.
    public static final Encoding<String> EBCDIC_TRACK =
            new CharacterText(TRACK_CHARACTER, CharacterSet.EBCDIC);

    /// EBCDIC letters, digits and space (`an`), code page 37.
    public static final Encoding<String> EBCDIC_ALPHANUMERIC =
            new CharacterText(LETTER_OR_DIGIT, CharacterSet.EBCDIC);

    /// EBCDIC text, of the characters that ASCII can print (`ans`), code page 37.
    public static final Encoding<String> EBCDIC_TEXT =
            new CharacterText(PRINTABLE, CharacterSet.EBCDIC);

    /// Raw bytes (`b`).
    public static final Encoding<Bytes> BINARY = new RawBytes();

    /// Bytes written as upper-case hexadecimal characters; lengths count characters.
    public static final Encoding<Bytes> HEX = new HexText();

    /// Raw bytes that are BER-TLV objects (ISO/IEC 8825-1; EMV Book 3, annex B).
    public static final Encoding<ChipData> BER_TLV = new BerTlv();

    private Encodings() {}
}
