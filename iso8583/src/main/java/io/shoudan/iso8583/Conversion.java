package io.shoudan.iso8583;

import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// How what is on the wire becomes a type of the program, and back. Keeps the codec ignorant of the
/// program's types and the types ignorant of the codec. For numbers see [DigitsConversion].
///
/// @param parse   may throw [IllegalArgumentException] or [java.time.DateTimeException], whose text
///                is dropped because it may hold the value
/// @param print   the inverse of `parse`
/// @param meaning what a value must be, for error texts: `11 to 17 digits`
/// @param lengths if given, whatever is sound on the wire is a value exactly when its length in
///                units passes, so that a message can be checked without making its values
public record Conversion<R, T>(
        Function<? super R, ? extends T> parse,
        Function<? super T, ? extends R> print,
        String meaning,
        @Nullable IntPredicate lengths) {

    /// A card number.
    public static final Conversion<String, Pan> CARD_NUMBER =
            new Conversion<>(
                    Pan::of,
                    Pan::clearText,
                    "a card number",
                    digits -> digits >= 1 && digits <= Pan.MAX_DIGITS);

    /// Track 2, packed.
    public static final Conversion<String, TrackTwo> TRACK_TWO =
            new Conversion<>(
                    TrackTwo::of,
                    TrackTwo::clearText,
                    "track 2",
                    characters -> characters >= 1 && characters <= TrackTwo.MAX_CHARACTERS);

    /// Track 2 with `=` as separator, as links write it that carry text.
    public static final Conversion<String, TrackTwo> TRACK_TWO_TEXT =
            new Conversion<>(
                    TrackTwo::of,
                    track -> track.clearText().replace('D', '='),
                    "track 2",
                    TRACK_TWO.lengths);

    /// Track 3.
    public static final Conversion<String, TrackThree> TRACK_THREE =
            new Conversion<>(
                    TrackThree::of,
                    TrackThree::clearText,
                    "track 3",
                    characters -> characters >= 1 && characters <= TrackThree.MAX_CHARACTERS);

    /// Track 3 with `=` as separator, as links write it that carry text.
    public static final Conversion<String, TrackThree> TRACK_THREE_TEXT =
            new Conversion<>(
                    TrackThree::of,
                    track -> track.clearText().replace('D', '='),
                    "track 3",
                    TRACK_THREE.lengths);

    /// An enciphered PIN.
    public static final Conversion<Bytes, PinBlock> ENCIPHERED_PIN =
            new Conversion<>(PinBlock::of, PinBlock::bytes, "a PIN block");

    /// Chip data, kept byte for byte; where it is written as bytes, [Encodings#BER_TLV] is quicker.
    public static final Conversion<Bytes, ChipData> CHIP =
            new Conversion<>(ChipData::of, ChipData::bytes, "BER-TLV objects");

    /// A conversion that has to make a value to know whether it is one.
    public Conversion(
            Function<? super R, ? extends T> parse,
            Function<? super T, ? extends R> print,
            String meaning) {
        this(parse, print, meaning, null);
    }
}
