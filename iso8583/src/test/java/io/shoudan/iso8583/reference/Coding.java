package io.shoudan.iso8583.reference;

import io.shoudan.iso8583.Encoding;
import io.shoudan.iso8583.Encodings;
import io.shoudan.iso8583.Field;
import java.util.List;

/// An encoding of the library in words, with the attribute that ISO 8583:1987, 4.3 has for it.
///
/// @param encoding  converts nothing
/// @param attribute `n`, `an`, `ans`, `b` or `z`
/// @param title     short, for tables
/// @param meaning   what it is, in full
record Coding(Encoding<?> encoding, String attribute, String title, String meaning) {
    // spotless:off  A table: columns are aligned.
    /// All of them, in the order in which pages list them.
    static final List<Coding> ALL =
            List.of(
                    new Coding(Encodings.BCD,                 "n",   "packed",              "two digits a byte; an odd count is filled on the right, written 0, accepted 0 or F"),
                    new Coding(Encodings.BCD_ZERO_PADDED,     "n",   "packed, 0 only",      "two digits a byte; an odd count is filled with 0 on the right"),
                    new Coding(Encodings.BCD_RIGHT,           "n",   "packed to the right", "two digits a byte; an odd count is filled on the left, written 0, accepted 0 or F"),
                    new Coding(Encodings.BCD_RIGHT_ZERO_PADDED, "n", "packed to the right, 0 only", "two digits a byte; an odd count is filled with 0 on the left"),
                    new Coding(Encodings.PACKED_TRACK,        "z",   "packed track",        "two characters a byte, `D` as separator, any other nibble where part is enciphered; filled as packed"),
                    new Coding(Encodings.PACKED_TRACK_ZERO_PADDED, "z", "packed track, 0 only", "as packed track, filled with 0"),
                    new Coding(Encodings.DIGITS,              "n",   "ASCII digits",        "one digit a byte"),
                    new Coding(Encodings.TRACK,               "z",   "ASCII track",         "one character a byte, digits and the separators `=` or `D`"),
                    new Coding(Encodings.ALPHANUMERIC,        "an",  "ASCII letters",       "one character a byte: letters, digits and space"),
                    new Coding(Encodings.TEXT,                "ans", "ASCII text",          "one character a byte: all that can be printed, 0x20 to 0x7E"),
                    new Coding(Encodings.EBCDIC_DIGITS,       "n",   "EBCDIC digits",       "one digit a byte, code page 37"),
                    new Coding(Encodings.EBCDIC_TRACK,        "z",   "EBCDIC track",        "one character a byte, code page 37, digits and the separators `=` or `D`"),
                    new Coding(Encodings.EBCDIC_ALPHANUMERIC, "an",  "EBCDIC letters",      "one character a byte, code page 37: letters, digits and space"),
                    new Coding(Encodings.EBCDIC_TEXT,         "ans", "EBCDIC text",         "one character a byte, code page 37: all that ASCII can print"),
                    new Coding(Encodings.BINARY,              "b",   "raw bytes",           "as they are"),
                    new Coding(Encodings.HEX,                 "b",   "hexadecimal",         "two upper-case ASCII characters a byte; a length counts characters"),
                    new Coding(Encodings.BER_TLV,             "b",   "BER-TLV",             "raw bytes: objects of tag, length and value (ISO/IEC 8825-1)"));
    // spotless:on

    /// How `field` is written.
    static Coding of(Field<?> field) {
        var wire = field.format().encoding().wire();
        return ALL.stream()
                .filter(coding -> coding.encoding.equals(wire))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no words for the encoding of " + field));
    }

    /// Length and attribute as the standard writes them: `LL n..19`, `n6`, `LLL b..255`. Of `b`,
    /// bytes are counted, however they are written.
    String notation(Field<?> field) {
        var length = field.format().length();
        int each = encoding.equals(Encodings.HEX) ? 2 : 1;
        int min = (length.min() + each - 1) / each;
        int max = length.max() / each;
        var prefix =
                switch (length.prefix()) {
                    case NONE -> "";
                    case BCD_LL, ASCII_LL, EBCDIC_LL -> "LL ";
                    case BCD_LLL, ASCII_LLL, EBCDIC_LLL -> "LLL ";
                    case BINARY_1 -> "L1 ";
                    case BINARY_2 -> "L2 ";
                };
        var range = min == max ? "" : (min == 1 ? ".." : min + "..");
        return prefix + attribute + range + max;
    }
}
