package io.shoudan.iso8583;

/// Bits of a bitmap, numbered from 1 at the highest as the standard does it.
final class Bits {

    /// Bit 1, or 65 of the second bitmap: announces one bitmap more.
    static final long FIRST = 1L << 63;

    private Bits() {}

    /// The bit of a field in its bitmap.
    static long of(int number) {
        return FIRST >>> (number - 1);
    }

    /// The bit of a field in the first bitmap; none if its bit is in the second.
    static long inFirst(int number) {
        return number <= 64 ? of(number) : 0;
    }

    /// The bit of a field in the second bitmap; none if its bit is in the first.
    static long inSecond(int number) {
        return number <= 64 ? 0 : of(number);
    }

    /// Whether two bitmaps have the bit of a field.
    static boolean has(long first, long second, int number) {
        return ((first & inFirst(number)) | (second & inSecond(number))) != 0;
    }

    /// The number of the lowest field in a bitmap that isn't empty, from 1 to 64.
    static int lowest(long bits) {
        return Long.numberOfLeadingZeros(bits) + 1;
    }

    /// How many fields of a bitmap come before `number`.
    static int countBefore(long bits, int number) {
        return Long.bitCount(bits & ~(-1L >>> (number - 1)));
    }
}
