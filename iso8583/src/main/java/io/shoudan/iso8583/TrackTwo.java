package io.shoudan.iso8583;

import java.util.Optional;
import java.util.function.UnaryOperator;

/// What the second track of a magnetic stripe holds, or its image in a chip (ISO/IEC 7813): card
/// number, `D`, expiry, service code, discretionary data.
///
/// Eight of its bytes may be enciphered, so that any nibble can occur and card number and expiry
/// are absent when it can't be read. Never store it once the answer is known.
public final class TrackTwo extends PackedTrack {

    /// Longest track 2, in characters (ISO 8583:1987, field 35).
    public static final int MAX_CHARACTERS = 37;

    private static final char SEPARATOR = 'D';

    private TrackTwo(String characters) {
        super(characters, MAX_CHARACTERS, "track 2");
    }

    /// A track, in the clear or partly enciphered.
    ///
    /// @param characters 1 to 37 of `0`-`9` and `A`-`F`; `=` is taken as `D`
    /// @throws IllegalArgumentException if `characters` is anything else
    public static TrackTwo of(String characters) {
        return new TrackTwo(characters);
    }

    /// The track in the clear, with `D` as separator. For the security module and the network only.
    @Override
    public String clearText() {
        return super.clearText();
    }

    /// The card number in front of the separator; empty if the track is enciphered or broken.
    public Optional<Pan> pan() {
        var characters = clearText();
        int separator = characters.indexOf(SEPARATOR);
        if (separator < 1 || separator > Pan.MAX_DIGITS) {
            return Optional.empty();
        }
        var digits = characters.substring(0, separator);
        return Ascii.digits(digits) ? Optional.of(Pan.of(digits)) : Optional.empty();
    }

    /// The expiry behind the separator; empty if the track has none, is enciphered or broken.
    public Optional<Expiry> expiry() {
        var characters = clearText();
        int start = characters.indexOf(SEPARATOR) + 1;
        if (start == 0 || start + 4 > characters.length()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Expiry.of(characters.substring(start, start + 4)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// Replaces the part that a track key protects: the 8 packed bytes before the last byte.
    ///
    /// @param cipher takes 8 bytes and returns 8, enciphered or deciphered
    /// @throws IllegalArgumentException if the track packs to less than 9 bytes
    public TrackTwo withProtectedPart(UnaryOperator<byte[]> cipher) {
        return new TrackTwo(replacingProtectedPart(cipher));
    }

    /// The masked card number if there is one, and nothing of the rest: `622500******0014D****`.
    @Override
    public String toString() {
        return pan().map(pan -> pan.masked() + "D****").orElse("****");
    }
}
