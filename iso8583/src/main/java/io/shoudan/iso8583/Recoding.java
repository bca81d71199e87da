package io.shoudan.iso8583;

import java.util.HashMap;
import java.util.Map;

/// How one dialect writes what another has declared: the same fields with other encodings and
/// length prefixes, as data. `BCD` for `DIGITS` makes a packed dialect of an ASCII one; ASCII
/// prefixes for packed ones are a terminal maker's habit.
///
/// Immutable: every method returns a new one.
public final class Recoding {

    /// Everything as declared.
    public static final Recoding NONE = new Recoding(Map.of(), Map.of(), Map.of());

    /// @param to   in place of another encoding
    /// @param each units of the other that make one unit of this: 2 for bytes in place of
    ///             hexadecimal characters
    private record Replacement(Encoding<?> to, int each) {}

    private final Map<Encoding<?>, Replacement> encodings;

    /// For fields without a prefix, in place of what `encodings` has.
    private final Map<Encoding<?>, Replacement> fixed;

    private final Map<LengthPrefix, LengthPrefix> prefixes;

    private Recoding(
            Map<Encoding<?>, Replacement> encodings,
            Map<Encoding<?>, Replacement> fixed,
            Map<LengthPrefix, LengthPrefix> prefixes) {
        this.encodings = Map.copyOf(encodings);
        this.fixed = Map.copyOf(fixed);
        this.prefixes = Map.copyOf(prefixes);
    }

    /// Writes in `to` what is declared in `from`; lengths stay.
    public <T> Recoding writing(Encoding<T> from, Encoding<T> to) {
        return with(from, new Replacement(to, 1));
    }

    /// Writes in `to` what is declared in `from`, of which two units make one of `to`.
    public <T> Recoding writingHalf(Encoding<T> from, Encoding<T> to) {
        return with(from, new Replacement(to, 2));
    }

    private Recoding with(Encoding<?> from, Replacement replacement) {
        var more = new HashMap<>(encodings);
        more.put(from, replacement);
        return new Recoding(more, fixed, prefixes);
    }

    /// Writes in `to` what is declared in `from` with a length that doesn't vary, whatever is
    /// written of other lengths.
    public <T> Recoding writingFixed(Encoding<T> from, Encoding<T> to) {
        var more = new HashMap<>(fixed);
        more.put(from, new Replacement(to, 1));
        return new Recoding(encodings, more, prefixes);
    }

    /// Announces lengths by `to` where `from` is declared.
    public Recoding announcing(LengthPrefix from, LengthPrefix to) {
        var more = new HashMap<>(prefixes);
        more.put(from, to);
        return new Recoding(encodings, fixed, more);
    }

    /// The same field, written so.
    ///
    /// @throws IllegalArgumentException if a length can't be written so
    public <T> Field<T> of(Field<T> field) {
        if (field.format().length().prefix() == LengthPrefix.NONE && !fixed.isEmpty()) {
            var all = new HashMap<>(encodings);
            all.putAll(fixed);
            return new Recoding(all, Map.of(), prefixes).of(field);
        }
        var format = field.format();
        var length = format.length();
        int each = unitsEach(format.encoding());
        var prefix = prefixes.getOrDefault(length.prefix(), length.prefix());
        return field.writtenAs(
                new Length(ceiling(length.min(), each), length.max() / each, prefix),
                format.encoding().recoded(this));
    }

    private static int ceiling(int units, int each) {
        return (units + each - 1) / each;
    }

    private int unitsEach(Encoding<?> encoding) {
        var replacement = encodings.get(encoding.wire());
        return replacement == null ? 1 : replacement.each();
    }

    /// What stands for `encoding`, which converts nothing. What is put in for an encoding of T is
    /// one of T.
    @SuppressWarnings("unchecked")
    <T> Encoding<T> replacing(Encoding<T> encoding) {
        var replacement = encodings.get(encoding);
        return replacement == null ? encoding : (Encoding<T>) replacement.to();
    }
}
