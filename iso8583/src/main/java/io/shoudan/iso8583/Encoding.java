package io.shoudan.iso8583;

import java.time.DateTimeException;
import java.util.function.Function;

/// How values of `T` are written as bytes, given their length. Knows nothing of length prefixes.
///
/// The unit in which lengths count belongs to the encoding: digits when two share a byte, else
/// characters or bytes. Implementations are immutable; [Encodings] has those of the standard.
public interface Encoding<T> {

    /// What lengths count, in the plural: `digits`, `bytes` …
    String unit();

    /// How many bytes `units` occupy.
    int byteLength(int units);

    /// Reads a value; the caller has checked that the bytes are there.
    ///
    /// @param units length in this encoding's units
    /// @throws MalformedMessage if the bytes are not such a value; position counts from `offset`
    T decode(byte[] bytes, int offset, int units);

    /// Length of `value`, in units.
    int unitsOf(T value);

    /// The bytes of `value`, without a length.
    ///
    /// @throws IllegalArgumentException if `value` can't be written in this encoding
    byte[] encode(T value);

    /// The same bytes as values of another type.
    default <U> Encoding<U> as(Conversion<T, U> conversion) {
        return new Converted<>(this, conversion);
    }

    /// The same bytes as values of another type.
    ///
    /// @param parse may throw [IllegalArgumentException]
    /// @param print the inverse of `parse`
    default <U> Encoding<U> as(
            Function<? super T, ? extends U> parse, Function<? super U, ? extends T> print) {
        return as(parse, print, "a valid value");
    }

    /// The same bytes as values of another type.
    ///
    /// @param parse   may throw [IllegalArgumentException]
    /// @param print   the inverse of `parse`
    /// @param meaning what a value must be, for error texts: `11 to 14 or 17 digits`
    default <U> Encoding<U> as(
            Function<? super T, ? extends U> parse,
            Function<? super U, ? extends T> print,
            String meaning) {
        return as(new Conversion<>(parse, print, meaning));
    }

    /// An encoding behind a conversion.
    record Converted<R, T>(Encoding<R> raw, Conversion<R, T> conversion) implements Encoding<T> {

        @Override
        public String unit() {
            return raw.unit();
        }

        @Override
        public int byteLength(int units) {
            return raw.byteLength(units);
        }

        @Override
        public T decode(byte[] bytes, int offset, int units) {
            var wire = raw.decode(bytes, offset, units);
            try {
                return conversion.parse().apply(wire);
            } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException _) {
                // Their texts may quote the value, so nothing of them is kept.
                throw MalformedMessage.at(0, conversion.meaning());
            }
        }

        @Override
        public int unitsOf(T value) {
            return raw.unitsOf(conversion.print().apply(value));
        }

        @Override
        public byte[] encode(T value) {
            return raw.encode(conversion.print().apply(value));
        }
    }
}
