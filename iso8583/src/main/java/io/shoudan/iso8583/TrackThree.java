package io.shoudan.iso8583;

import java.util.function.UnaryOperator;

/// What the third track of a magnetic stripe holds (ISO/IEC 4909). Never store it once the answer
/// is known.
public final class TrackThree extends PackedTrack {

    /// Longest track 3, in characters (ISO 8583:1987, field 36).
    public static final int MAX_CHARACTERS = 104;

    private TrackThree(String characters) {
        super(characters, MAX_CHARACTERS, "track 3");
    }

    /// A track, in the clear or partly enciphered.
    ///
    /// @param characters 1 to 104 of `0`-`9` and `A`-`F`; `=` is taken as `D`
    /// @throws IllegalArgumentException if `characters` is anything else
    public static TrackThree of(String characters) {
        return new TrackThree(characters);
    }

    /// The track in the clear, with `D` as separator. For the security module and the network only.
    @Override
    public String clearText() {
        return super.clearText();
    }

    /// Replaces the part that a track key protects: the 8 packed bytes before the last byte.
    ///
    /// @param cipher takes 8 bytes and returns 8, enciphered or deciphered
    /// @throws IllegalArgumentException if the track packs to less than 9 bytes
    public TrackThree withProtectedPart(UnaryOperator<byte[]> cipher) {
        return new TrackThree(replacingProtectedPart(cipher));
    }

    /// `****`.
    @Override
    public String toString() {
        return "****";
    }
}
