package io.shoudan.iso8583;

/// How long a value may be, and how its length is announced.
///
/// @param min    shortest, in the units of the encoding (digits, characters or bytes)
/// @param max    longest, in the same units
/// @param prefix how the length is announced; [LengthPrefix#NONE] only if `min` equals `max`, and a
///               length that is always the same may be announced all the same
public record Length(int min, int max, LengthPrefix prefix) {

    /// Bounds that a value with this prefix can have.
    ///
    /// @throws IllegalArgumentException if no value could have such a length
    public Length {
        if (min < 0 || max < 1 || min > max) {
            throw new IllegalArgumentException(
                    "must be 0 <= min <= max, max >= 1: " + min + ".." + max);
        }
        if (prefix == LengthPrefix.NONE ? min != max : max > prefix.largest()) {
            throw new IllegalArgumentException(
                    "must be possible with prefix " + prefix + ": " + min + ".." + max);
        }
    }

    /// A fixed length, not announced.
    public static Length exactly(int units) {
        return new Length(units, units, LengthPrefix.NONE);
    }

    /// At least one unit and at most `max`, announced by `prefix`.
    public static Length upTo(int max, LengthPrefix prefix) {
        return new Length(1, max, prefix);
    }

    /// The same with another shortest length.
    public Length from(int shortest) {
        return new Length(shortest, max, prefix);
    }

    /// Checks a value that is about to be written.
    ///
    /// @param unit what `units` counts, in the plural
    /// @return `units`
    /// @throws IllegalArgumentException if a value can't have this length
    public int checked(int units, String unit) {
        if (!admits(units)) {
            throw new IllegalArgumentException("must be " + expected(unit));
        }
        return units;
    }

    boolean admits(int units) {
        return units >= min && units <= max;
    }

    String expected(String unit) {
        return (min == max ? "" + min : min + ".." + max) + " " + unit;
    }
}
