package io.shoudan.contracts;

/// A rate in hundredths of a percent: 55 is 0.55 %.
///
/// @param value 0 to 10 000 (100 %)
public record BasisPoints(int value) {

    /// @throws IllegalArgumentException if the rate is out of range
    public BasisPoints {
        if (value < 0 || value > 10_000) {
            throw new IllegalArgumentException("must be 0..10000: value=" + value);
        }
    }
}
