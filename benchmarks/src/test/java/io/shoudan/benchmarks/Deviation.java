package io.shoudan.benchmarks;

import static io.shoudan.benchmarks.Deviation.Treatment.CHARACTERS_MAPPED;
import static io.shoudan.benchmarks.Deviation.Treatment.FITTED;
import static io.shoudan.benchmarks.Deviation.Treatment.LEFT_OUT;
import static io.shoudan.benchmarks.Deviation.Treatment.ONLY_READ;
import static io.shoudan.benchmarks.Deviation.Treatment.PADDED_IN_FRONT;

import io.shoudan.iso8583.Dialect;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Where jPOS is known to do something else than we, and why. All other fields of all dialects are
/// read and written alike.
///
/// @param dialects names of ours
/// @param fields   numbers, or ranges of them; 0 is a message without fields
/// @param reason   what jPOS does, and what is right
record Deviation(List<String> dialects, String fields, Treatment treatment, String reason) {

    /// What is done so that the rest can be compared.
    enum Treatment {
        /// jPOS's packager for the field is replaced by another of jPOS's that fits.
        FITTED,
        /// jPOS's packager is told to fill odd counts in front.
        PADDED_IN_FRONT,
        /// jPOS reads such values as we do, and does not write them.
        ONLY_READ,
        /// jPOS gets and gives other characters for the same bytes.
        CHARACTERS_MAPPED,
        /// Not compared.
        LEFT_OUT
    }

    private static final List<String> ISO_87 = List.of("iso87-ascii", "iso87-binary");
    private static final List<String> BINARY_87 = List.of("iso87-binary");
    private static final List<String> ASCII_93 = List.of("iso93-ascii");
    private static final List<String> BINARY_93 = List.of("iso93-binary");
    private static final List<String> EBCDIC = List.of("iso87-ebcdic", "iso93-ebcdic");
    private static final List<String> PACKED =
            List.of("iso87-binary", "iso93-binary", "terminal", "terminal-sm4");
    private static final List<String> ALL_DIALECTS =
            JposDifferenceTest.dialects().map(Dialect::name).toList();

    // spotless:off  A table: lines are as long as they must be.
    static final List<Deviation> ALL = List.of(
            new Deviation(ISO_87,       "93",       FITTED,            "6 characters in ISO87APackager and ISO87BPackager; ISO 8583:1987 has 5"),
            new Deviation(ISO_87,       "96",       FITTED,            "16 bytes in ISO87APackager and ISO87BPackager; ISO 8583:1987 has 64 bits"),
            new Deviation(BINARY_87,    "28-31 97", FITTED,            "ISO87BPackager packs the digits behind C or D; our iso87-binary leaves all characters as they are"),
            new Deviation(BINARY_87,    "36",       FITTED,            "ISO87BPackager has characters; our iso87-binary packs both tracks"),
            new Deviation(ASCII_93,     "53 55 96", FITTED,            "ISO93APackager has raw bytes behind a length in bytes; our iso93-ascii has characters only"),
            new Deviation(BINARY_93,    "35 36",    FITTED,            "ISO93BPackager has characters; our iso93-binary packs both tracks"),
            new Deviation(BINARY_93,    "19-21 23 24 27 29 39 40 57 68-70 91 92", PADDED_IN_FRONT, "ISO93BPackager fills odd counts behind, unlike ISO87BPackager; the standard has fixed numbers to the right"),
            new Deviation(BINARY_93,    "97",       FITTED,            "ISO93BPackager packs the digits behind C or D; our iso93-binary leaves all characters as they are"),
            new Deviation(PACKED,       "35 36",    ONLY_READ,         "IFB_LLNUM and IFB_LLLNUM take a separator or a cipher nibble for a digit above 9, which spills into the digit in front of it"),
            new Deviation(PACKED,       "35 36",    CHARACTERS_MAPPED, "IFB_LLNUM and IFB_LLLNUM read the nibble D as ="),
            new Deviation(EBCDIC,       "34 41-43", CHARACTERS_MAPPED, "jPOS's EBCDIC is code page 1047, ours 037: three characters that ASCII can print differ"),
            new Deviation(ALL_DIALECTS, "0",        LEFT_OUT,          "jPOS leaves the bitmap out of a message without fields; without it the message isn't one"));
    // spotless:on

    static Optional<Deviation> of(String dialect, int field, Treatment treatment) {
        return ALL.stream()
                .filter(it -> it.treatment == treatment)
                .filter(
                        it ->
                                it.dialects.contains(dialect)
                                        && it.numbers().anyMatch(n -> n == field))
                .findFirst();
    }

    private IntStream numbers() {
        return ranges().stream().flatMapToInt(Deviation::numbers);
    }

    /// The fields, or ranges of fields.
    List<String> ranges() {
        return List.of(fields.split(" ", -1));
    }

    static IntStream numbers(String range) {
        var ends = range.split("-", -1);
        return IntStream.rangeClosed(
                Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
    }
}
