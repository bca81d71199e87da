package io.shoudan.iso8583;

import java.util.function.Function;

/// One numbered field of a dialect, with the type that its value has in the program.
///
/// Declared once as a constant and used as the key to a [Message], so that `message.get(AMOUNT)` is
/// a `Long` without a cast. Immutable.
public final class Field<T> {

    private static final String HIDDEN = "****";

    private final int number;
    private final String name;
    private final Format<T> format;
    private final boolean secret;
    private final boolean opaque;
    private final Function<? super T, String> shown;
    private final Object identity;

    private Field(
            int number,
            String name,
            Format<T> format,
            boolean secret,
            boolean opaque,
            Function<? super T, String> shown,
            Object identity) {
        this.number = number;
        this.name = name;
        this.format = format;
        this.secret = secret;
        this.opaque = opaque;
        this.shown = shown;
        this.identity = identity;
    }

    /// Declares a field.
    ///
    /// @param number   2 to 128, but not 65, which announces a third bitmap
    /// @param name     what the field holds, for people: `Amount, in minor units of 49`
    /// @param length   in the units of `encoding`
    /// @throws IllegalArgumentException if there can be no such field
    public static <T> Field<T> of(int number, String name, Length length, Encoding<T> encoding) {
        if (number < 2 || number > 128 || number == 65) {
            throw new IllegalArgumentException("must be 2..64 or 66..128: field number " + number);
        }
        if (name.isBlank()) {
            throw new IllegalArgumentException("must have a name: field " + number);
        }
        var format = new Format<>(length, encoding);
        return new Field<>(number, name, format, false, false, Field::harmless, new Object());
    }

    /// What a field with room for more than its content may hold: hidden if a card number could be
    /// in it ([Pan#mayBeIn]).
    private static String harmless(Object value) {
        var text = String.valueOf(value);
        return Pan.mayBeIn(text) ? HIDDEN : text;
    }

    /// The same field, never printed.
    public Field<T> hidden() {
        return maskedBy(_ -> HIDDEN);
    }

    /// The same field, printed only through `mask`.
    public Field<T> maskedBy(Function<? super T, String> mask) {
        return new Field<>(number, name, format, true, opaque, mask, identity);
    }

    /// The same field, whose content is known and no secret, printed through `text`.
    public Field<T> shownAs(Function<? super T, String> text) {
        return new Field<>(number, name, format, false, false, text, identity);
    }

    /// The same field, whose content the dialect leaves open: it is kept as it comes, and only the
    /// two ends of a link know what is in it. Because that may be a card number, it is printed
    /// through its mask, or not at all if it has none.
    public Field<T> leftOpen() {
        return new Field<>(
                number, name, format, true, true, secret ? shown : _ -> HIDDEN, identity);
    }

    /// The same field as another dialect writes it: this constant also reads messages of a dialect
    /// that holds the returned one.
    public Field<T> writtenAs(Length length, Encoding<T> encoding) {
        var written = new Format<>(length, encoding);
        return new Field<>(number, name, written, secret, opaque, shown, identity);
    }

    /// 2 to 128: the bit that announces the field.
    public int number() {
        return number;
    }

    /// What the field holds, for people.
    public String name() {
        return name;
    }

    /// How the field is written.
    public Format<T> format() {
        return format;
    }

    /// Whether the value is hidden or masked wherever a message is printed.
    public boolean secret() {
        return secret;
    }

    /// Whether the dialect says nothing of the content but its length and alphabet.
    public boolean opaque() {
        return opaque;
    }

    /// The number as text, as it stands in [MalformedMessage#path].
    public String path() {
        return Integer.toString(number);
    }

    /// Whether both are the same field, be it as different dialects write it.
    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof Field<?> that && identity.equals(that.identity));
    }

    @Override
    public int hashCode() {
        return identity.hashCode();
    }

    /// `other`, which is this field as a dialect writes it. The identity is that of one
    /// declaration, which has one type.
    @SuppressWarnings("unchecked")
    Field<T> sameAs(Field<?> other) {
        return (Field<T>) other;
    }

    String show(Object value) {
        return shown.apply(cast(value));
    }

    // A message holds under this field's number only what was decoded or set as this field.
    @SuppressWarnings("unchecked")
    T cast(Object value) {
        return (T) value;
    }

    /// Number and name: `4 Amount`.
    @Override
    public String toString() {
        return number + " " + name;
    }
}
