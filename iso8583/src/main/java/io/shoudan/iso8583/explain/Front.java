package io.shoudan.iso8583.explain;

import io.shoudan.iso8583.explain.Corrections.Mended;
import io.shoudan.iso8583.explain.Explanation.Part;
import io.shoudan.iso8583.explain.Reading.Framing;
import java.util.List;
import java.util.Optional;

/// The length that stands in front, as it was sent.
///
/// @param framing whether there is one, and whether it is right
/// @param parts   the length; none if there is none
record Front(Phrase framing, List<Part> parts) {

    /// @param best   the likeliest reading of the bytes as they are
    /// @param mended what they are without mistakes, if they have some
    static Front of(byte[] bytes, Reading best, Optional<Mended> mended) {
        int lengthBytes = mended.map(Mended::lengthBytes).orElse(best.bodyAt());
        var framing = Phrases.of("framing." + key(bytes, best, mended));
        if (lengthBytes == 0) {
            return new Front(framing, List.of());
        }
        int announced = announced(bytes, lengthBytes, mended);
        var name = Phrases.of("part.length");
        return new Front(framing, List.of(new Part("length", 0, name, "" + announced, framing)));
    }

    private static String key(byte[] bytes, Reading best, Optional<Mended> mended) {
        if (best.framing() == Framing.DIGITS && mended.isEmpty()) {
            return "digits";
        }
        boolean wrong =
                mended.map(it -> it.mistakes().stream().anyMatch(Front::aboutTheLength))
                        .orElse(best.framing() == Framing.WRONG);
        if (wrong) {
            return "wrong";
        }
        return right(bytes, mended) ? "right" : "none";
    }

    /// Whether two bytes in front count those behind them, or all that should be behind them.
    private static boolean right(byte[] bytes, Optional<Mended> mended) {
        if (bytes.length <= 2) {
            return false;
        }
        int more = LengthInFront.binary(bytes) - (bytes.length - 2);
        int leftOut = mended.map(it -> it.reading().invented().count()).orElse(0);
        return more == 0 || more == leftOut;
    }

    /// What the length says, as its writer meant it.
    private static int announced(byte[] bytes, int lengthBytes, Optional<Mended> mended) {
        if (lengthBytes == 2) {
            boolean packed =
                    mended.filter(it -> it.mistakes().contains(Mistake.PACKED_LENGTH)).isPresent();
            return packed ? LengthInFront.packed(bytes) : LengthInFront.binary(bytes);
        }
        int digits = LengthInFront.digits(bytes);
        boolean decimal = digits == bytes.length || digits == bytes.length - lengthBytes;
        return decimal ? digits : LengthInFront.hexadecimal(bytes);
    }

    private static boolean aboutTheLength(Mistake mistake) {
        return switch (mistake) {
            case LENGTH_COUNTS_ITSELF, LITTLE_ENDIAN_LENGTH, ASCII_LENGTH, PACKED_LENGTH -> true;
            default -> false;
        };
    }
}
