package io.shoudan.iso8583;

/// An encoding that writes a digit as itself, so that digits can be read and written as a number
/// without the text between. The constants of [Encodings] of this type write digits only.
public interface DigitEncoding extends Encoding<String> {

    /// Most digits that are read as one number.
    int MAX_NUMBER_DIGITS = 18;

    /// The number that `units` digits write.
    ///
    /// @param units at most [#MAX_NUMBER_DIGITS]
    /// @throws MalformedMessage if there is anything but digits, or too many of them; position
    ///                          counts from `offset`
    long number(byte[] bytes, int offset, int units);

    /// One of `units` digits.
    ///
    /// @param index 0 for the first digit
    /// @return negative or above 9 if it is no digit
    int digit(byte[] bytes, int offset, int units, int index);

    /// Writes the lowest `units` digits of `number`.
    ///
    /// @param number not negative
    void writeNumber(long number, int units, byte[] to, int offset);

    @Override
    default DigitEncoding digits() {
        return this;
    }

    /// The same digits as values of another type.
    default <T> Encoding<T> as(DigitsConversion<T> conversion) {
        return new Numeric<>(this, conversion);
    }

    /// Digits behind a conversion. Of variable fields, the longest length is written.
    record Numeric<T>(DigitEncoding raw, DigitsConversion<T> conversion) implements Encoding<T> {

        private static final long[] POWERS_OF_TEN = new long[MAX_NUMBER_DIGITS + 1];

        static {
            POWERS_OF_TEN[0] = 1;
            for (int i = 1; i <= MAX_NUMBER_DIGITS; i++) {
                POWERS_OF_TEN[i] = 10 * POWERS_OF_TEN[i - 1];
            }
        }

        @Override
        public String unit() {
            return raw.unit();
        }

        @Override
        public int byteLength(int units) {
            return raw.byteLength(units);
        }

        @Override
        public void check(byte[] bytes, int offset, int units) {
            var _ = number(bytes, offset, units);
        }

        @Override
        public Encoding<?> wire() {
            return raw.wire();
        }

        @Override
        public Encoding<T> recoded(Recoding recoding) {
            if (raw.recoded(recoding) instanceof DigitEncoding digits) {
                return new Numeric<>(digits, conversion);
            }
            throw new IllegalArgumentException("must be replaced by digits: " + unit());
        }

        @Override
        public DigitEncoding digits() {
            return raw;
        }

        @Override
        public Encoding<?> checker(Length bounds) {
            boolean anyNumber = conversion.equals(DigitsConversion.UNSIGNED);
            return anyNumber && bounds.max() <= MAX_NUMBER_DIGITS ? raw.checker(bounds) : this;
        }

        @Override
        public T decode(byte[] bytes, int offset, int units) {
            return conversion.parse().apply(number(bytes, offset, units));
        }

        private long number(byte[] bytes, int offset, int units) {
            long number = raw.number(bytes, offset, units);
            if (!conversion.valid().test(number)) {
                throw MalformedMessage.at(0, conversion.meaning());
            }
            return number;
        }

        @Override
        public int write(T value, Length bounds, byte[] to, int offset) {
            long number = conversion.print().applyAsLong(value);
            int units = bounds.max();
            if (number < 0 || units > MAX_NUMBER_DIGITS || number >= POWERS_OF_TEN[units]) {
                throw new IllegalArgumentException(
                        "must not be negative nor exceed " + units + " digits");
            }
            raw.writeNumber(number, units, to, offset);
            return units;
        }
    }
}
