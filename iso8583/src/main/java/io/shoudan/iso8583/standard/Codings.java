package io.shoudan.iso8583.standard;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.Encoding;
import io.shoudan.iso8583.Encodings;
import io.shoudan.iso8583.LengthPrefix;
import io.shoudan.iso8583.Recoding;

/// How what is declared in ASCII is written elsewhere, and what is written alike everywhere.
final class Codings {

    /// Bytes as they come, in every coding.
    static final Encoding<Bytes> RAW = Encodings.BINARY;

    /// Digits and tracks packed, lengths packed, bytes raw; text stays ASCII. An odd count of
    /// digits is filled in front if it is fixed, else behind, as that of a track.
    static final Recoding BINARY =
            Recoding.NONE
                    .writing(Encodings.DIGITS, Encodings.BCD)
                    .writingFixed(Encodings.DIGITS, Encodings.BCD_RIGHT)
                    .writing(Encodings.TRACK, Encodings.PACKED_TRACK)
                    .writingHalf(Encodings.HEX, Encodings.BINARY)
                    .announcing(LengthPrefix.ASCII_LL, LengthPrefix.BCD_LL)
                    .announcing(LengthPrefix.ASCII_LLL, LengthPrefix.BCD_LLL);

    /// All characters EBCDIC, bytes raw.
    static final Recoding EBCDIC =
            Recoding.NONE
                    .writing(Encodings.DIGITS, Encodings.EBCDIC_DIGITS)
                    .writing(Encodings.TRACK, Encodings.EBCDIC_TRACK)
                    .writing(Encodings.ALPHANUMERIC, Encodings.EBCDIC_ALPHANUMERIC)
                    .writing(Encodings.TEXT, Encodings.EBCDIC_TEXT)
                    .writingHalf(Encodings.HEX, Encodings.BINARY)
                    .announcing(LengthPrefix.ASCII_LL, LengthPrefix.EBCDIC_LL)
                    .announcing(LengthPrefix.ASCII_LLL, LengthPrefix.EBCDIC_LLL);

    private Codings() {}
}
