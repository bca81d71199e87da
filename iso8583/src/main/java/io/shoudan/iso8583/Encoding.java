package io.shoudan.iso8583;

import java.time.DateTimeException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How values of `T` are written as bytes, given their length. Knows nothing of length prefixes.
///
/// The unit in which lengths count belongs to the encoding: digits when two share a byte, else
/// characters or bytes. Implementations are immutable; [Encodings] has those of the standard.
public interface Encoding<T> {

    /// What lengths count, in the plural: `digits`, `bytes` …
    String unit();

    /// How many bytes `units` occupy.
    int byteLength(int units);

    /// Finds out whether the bytes are a value, without making it: every value of every message is
    /// checked, and few are asked for.
    ///
    /// @param units length in this encoding's units; the caller has checked that the bytes are
    ///              there
    /// @throws MalformedMessage if the bytes are no value; position counts from `offset`
    default void check(byte[] bytes, int offset, int units) {
        var _ = decode(bytes, offset, units);
    }

    /// Reads a value.
    ///
    /// @param units length in this encoding's units; the caller has checked that the bytes are
    ///              there
    /// @throws MalformedMessage if the bytes are no value; position counts from `offset`
    T decode(byte[] bytes, int offset, int units);

    /// What is behind conversions; this itself if it converts nothing.
    default Encoding<?> wire() {
        return this;
    }

    /// The same values as `recoding` has them written.
    default Encoding<T> recoded(Recoding recoding) {
        return recoding.replacing(this);
    }

    /// How single digits are read of what this encoding writes; null if it writes none. There may
    /// be other characters beside them, as in text and tracks: [DigitEncoding#digit] tells.
    default @Nullable DigitEncoding digits() {
        return null;
    }

    /// What checks values of these lengths as [#check] does, with less work if there is such a
    /// thing.
    default Encoding<?> checker(Length bounds) {
        return this;
    }

    /// Writes a value, without a length.
    ///
    /// @param bounds what lengths are possible
    /// @param to     has room for the longest of them from `offset` on; every byte of the value is
    ///               written, whatever was there
    /// @return length of the value, in units
    /// @throws IllegalArgumentException if `value` is too short or too long or can't be written in
    ///                                  this encoding; the text hasn't the value
    int write(T value, Length bounds, byte[] to, int offset);

    /// The same bytes as values of another type.
    default <U> Encoding<U> as(Conversion<T, U> conversion) {
        return new Converted<>(this, conversion);
    }

    /// The same bytes as values of another type.
    ///
    /// @param parse   may throw [IllegalArgumentException]
    /// @param print   the inverse of `parse`
    /// @param meaning what a value must be, for error texts: `11 to 17 digits`
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
        public void check(byte[] bytes, int offset, int units) {
            var lengths = conversion.lengths();
            if (lengths == null) {
                var _ = decode(bytes, offset, units);
                return;
            }
            raw.check(bytes, offset, units);
            if (!lengths.test(units)) {
                throw MalformedMessage.at(0, conversion.meaning());
            }
        }

        @Override
        public Encoding<?> wire() {
            return raw.wire();
        }

        @Override
        public Encoding<T> recoded(Recoding recoding) {
            return new Converted<>(raw.recoded(recoding), conversion);
        }

        @Override
        public @Nullable DigitEncoding digits() {
            return raw.digits();
        }

        @Override
        public Encoding<?> checker(Length bounds) {
            var lengths = conversion.lengths();
            if (lengths == null) {
                return this;
            }
            for (int units = bounds.min(); units <= bounds.max(); units++) {
                if (!lengths.test(units)) {
                    return this;
                }
            }
            return raw.checker(bounds);
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
        public int write(T value, Length bounds, byte[] to, int offset) {
            return raw.write(conversion.print().apply(value), bounds, to, offset);
        }
    }
}
