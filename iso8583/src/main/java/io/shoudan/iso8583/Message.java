package io.shoudan.iso8583;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// One message: its type indicator and the values of its fields. Immutable.
///
/// Prints itself with secrets masked, in one line ([#toString]) or a line a field ([#describe]). Of
/// what was read of a message whose fields don't end where it ends, only short values are printed:
/// there, any field may hold a part of a card number.
public final class Message {

    private static final int NAME_WIDTH = 36;
    private static final int UNITS_BITS = 13;

    /// What a card number could be told by has more characters.
    private static final int LONGEST_HARMLESS = 4;

    private final Dialect dialect;
    private final int mti;

    /// Holds the values at their spans. The packed message, if it is [Fit#WHOLE].
    private final byte[] bytes;

    /// The fields that are there, as bits.
    private final long first;
    private final long second;

    /// Where the values are, in order of the fields that are there.
    private final int[] spans;
    private final List<Finding.Malformed> malformed;
    private final List<Finding.Malformed> overlooked;
    private final Fit fit;

    Message(
            Dialect dialect,
            int mti,
            byte[] bytes,
            long first,
            long second,
            int[] spans,
            List<Finding.Malformed> malformed,
            List<Finding.Malformed> overlooked,
            Fit fit) {
        this.dialect = dialect;
        this.mti = mti;
        this.bytes = bytes;
        this.first = first;
        this.second = second;
        this.spans = spans;
        this.malformed = List.copyOf(malformed);
        this.overlooked = List.copyOf(overlooked);
        this.fit = fit;
    }

    /// Where a value is, in one number.
    ///
    /// @param valueAt of its first byte behind the prefix
    /// @param units   its length
    static int span(int valueAt, int units) {
        return valueAt << UNITS_BITS | units;
    }

    static int valueAt(int span) {
        return span >>> UNITS_BITS;
    }

    static int units(int span) {
        return span & ((1 << UNITS_BITS) - 1);
    }

    /// Starts an empty message.
    ///
    /// @param mti four digits; need not be one that the dialect knows
    /// @throws IllegalArgumentException if `mti` is not four digits
    public static Builder builder(Dialect dialect, String mti) {
        return new Builder(dialect, Mti.of(mti));
    }

    /// A builder that has all values of this message, written as here.
    public Builder toBuilder() {
        var builder = new Builder(dialect, mti);
        for (var field : fields()) {
            builder.content.take(field, bytes, spanOf(field.number()));
        }
        return builder;
    }

    /// The dialect that the message is written in.
    public Dialect dialect() {
        return dialect;
    }

    /// Message type indicator, four digits (ISO 8583:1987, 4.1).
    public String mti() {
        return Mti.text(mti);
    }

    /// Whether this answers another message: the third digit of the MTI is odd.
    public boolean isAnswer() {
        return Mti.isAnswer(mti);
    }

    /// Whether this can be answered: it is no answer itself, and no notification, to which there is
    /// none (third digit of an MTI of ISO 8583:1993 or later is 4).
    public boolean isAnswerable() {
        return Mti.isAnswerable(mti);
    }

    /// MTI of the answer: `0210` for `0200`, `0430` for `0420` and its repeat `0421`, `1814` for
    /// `1804`.
    ///
    /// @throws IllegalStateException if this is an answer itself, or a notification
    public String answerMti() {
        if (!isAnswerable()) {
            throw new IllegalStateException("must be a request: mti=" + mti());
        }
        return Mti.text(Mti.answerTo(mti));
    }

    /// Whether the message carries the field, with a value that could be read.
    public boolean has(Field<?> field) {
        return carries(dialect.own(field).number());
    }

    /// The value of a field that is known to be there.
    ///
    /// @throws MissingField             if it is not; a bug of the caller
    /// @throws IllegalArgumentException if the field is one of another dialect
    public <T> T get(Field<T> field) {
        var own = dialect.own(field);
        if (!carries(own.number())) {
            throw new MissingField(mti(), field);
        }
        return valueOf(own);
    }

    /// The value of a field that may be absent.
    ///
    /// @throws IllegalArgumentException if the field is one of another dialect
    public <T> Optional<T> find(Field<T> field) {
        var own = dialect.own(field);
        return carries(own.number()) ? Optional.of(valueOf(own)) : Optional.empty();
    }

    /// The fields that are there, in order of their numbers.
    public List<Field<?>> fields() {
        var present = new ArrayList<Field<?>>(spans.length);
        addFields(first, 0, present);
        addFields(second, 64, present);
        return List.copyOf(present);
    }

    private void addFields(long bits, int base, List<Field<?>> to) {
        for (long rest = bits; rest != 0; rest &= ~Long.highestOneBit(rest)) {
            to.add(dialect.field(base + Bits.lowest(rest)).orElseThrow());
        }
    }

    /// What could not be read; empty unless this is the rest of a broken message
    /// ([Read.Broken#partial]).
    public List<Finding.Malformed> malformed() {
        return malformed;
    }

    /// What could not be read either, but is no reason to refuse a message of this type: bad values
    /// of fields that it can do without ([MessageType#overlooksDefectsOf]). Those fields count as
    /// absent, and are when the message is packed again.
    public List<Finding.Malformed> overlooked() {
        return overlooked;
    }

    /// The value of a field that is known to be there, as this message prints it: secrets masked.
    ///
    /// @throws MissingField             if it is not; a bug of the caller
    /// @throws IllegalArgumentException if the field is one of another dialect
    public String shown(Field<?> field) {
        var own = dialect.own(field);
        if (!carries(own.number())) {
            throw new MissingField(mti(), field);
        }
        return show(own);
    }

    /// One field a line, secrets masked; at the end what could not be read.
    public String describe() {
        var text = new StringBuilder(mti());
        dialect.typeOf(this).ifPresent(type -> text.append(' ').append(type.name()));
        for (var field : fields()) {
            var label =
                    "F" + field.number() + " ".repeat(field.number() < 10 ? 2 : 1) + field.name();
            text.append('\n')
                    .append(label)
                    .append(".".repeat(Math.max(1, NAME_WIDTH + 4 - label.length())))
                    .append(": ")
                    .append(show(field));
        }
        malformed.forEach(it -> text.append('\n').append(it.text()));
        overlooked.forEach(it -> text.append('\n').append(it.text()).append(" (overlooked)"));
        return text.toString();
    }

    /// MTI and fields in one line, secrets masked.
    @Override
    public String toString() {
        var text = new StringBuilder(mti());
        for (var field : fields()) {
            text.append(' ').append(field.number()).append('=').append(show(field));
        }
        return text.toString();
    }

    /// Whether both are written alike, byte for byte, and in the same dialect.
    @Override
    public boolean equals(Object other) {
        return other instanceof Message that
                && dialect == that.dialect
                && mti == that.mti
                && first == that.first
                && second == that.second
                && Arrays.equals(packed(), that.packed());
    }

    @Override
    public int hashCode() {
        return 31 * mti + Arrays.hashCode(packed());
    }

    /// The message as it is sent; not to be changed.
    byte[] packed() {
        return fit == Fit.WHOLE ? bytes : toBuilder().unchecked().bytes;
    }

    /// Where the fields are in what was read, as far as that can be known.
    FieldOffsets offsets() {
        return new FieldOffsets(dialect).readAsFarAsPossible(bytes, 0, bytes.length);
    }

    long first() {
        return first;
    }

    long second() {
        return second;
    }

    private boolean carries(int number) {
        return Bits.has(first, second, number);
    }

    /// Where the value of a field is that is known to be there.
    int spanOf(int number) {
        return number <= 64
                ? spans[Bits.countBefore(first, number)]
                : spans[Long.bitCount(first) + Bits.countBefore(second, number)];
    }

    /// The value of a field, as this dialect writes it, that is known to be there.
    <T> T valueOf(Field<T> own) {
        int span = spanOf(own.number());
        return own.format().encoding().decode(bytes, valueAt(span), units(span));
    }

    /// Whether a field is there and has these digits from `from` on.
    boolean hasDigits(Field<?> field, int from, String digits) {
        if (!has(field)) {
            return false;
        }
        int span = spanOf(field.number());
        int units = units(span);
        var encoding = Objects.requireNonNull(dialect.layout(field.number())).digits;
        if (encoding == null || from + digits.length() > units) {
            return false;
        }
        for (int i = 0; i < digits.length(); i++) {
            if (encoding.digit(bytes, valueAt(span), units, from + i) != digits.charAt(i) - '0') {
                return false;
            }
        }
        return true;
    }

    private String show(Field<?> own) {
        var text = own.show(valueOf(own));
        boolean torn = fit == Fit.TORN && text.length() > LONGEST_HARMLESS;
        return !own.secret() && (torn || OwnCard.isIn(this, own, text)) ? "****" : text;
    }

    boolean isMalformed(Field<?> field) {
        return malformed.stream().anyMatch(it -> MessageReader.under(it.path(), field.path()));
    }

    /// Collects a message. Not for more than one thread.
    public static final class Builder {

        private final Dialect dialect;
        private int mti;
        private final FieldBuffer content;

        private Builder(Dialect dialect, int mti) {
            this.dialect = dialect;
            this.mti = mti;
            this.content = new FieldBuffer(dialect);
        }

        /// Gives a field its value, in place of one that it has.
        ///
        /// @throws IllegalArgumentException if the field is not of the dialect, or the value can't
        ///                                  be written in the field's format; the text hasn't the
        ///                                  value
        public <T> Builder set(Field<T> field, T value) {
            content.write(dialect.ownLayout(field), value);
            return this;
        }

        /// Takes a field away.
        public Builder remove(Field<?> field) {
            content.remove(dialect.own(field).number());
            return this;
        }

        /// Takes over the values that `fields` have in `source`, which may be of another dialect
        /// with the same fields; those that it lacks are left alone. Values are written as this
        /// builder's dialect has them, whatever a lenient reader let pass, such as another padding.
        ///
        /// @throws IllegalArgumentException if a field is not one of both dialects, or this one
        ///                                  can't write its value
        public Builder copy(Message source, Iterable<? extends Field<?>> fields) {
            for (var field : fields) {
                copy(source, field);
            }
            return this;
        }

        private <T> void copy(Message source, Field<T> field) {
            if (source.has(field)) {
                set(field, source.get(field));
            }
        }

        /// The message as collected so far.
        ///
        /// @throws IncompleteMessage        if the message's type is known and requires what isn't
        ///                                  there or forbids what is
        /// @throws IllegalArgumentException if it is longer than [Dialect#MAX_MESSAGE_BYTES]
        public Message build() {
            var message = unchecked();
            var findings = dialect.check(message);
            // What the dialect does not know it can't judge.
            if (findings.stream().allMatch(Finding.UnknownType.class::isInstance)) {
                return message;
            }
            throw new IncompleteMessage(message.mti(), findings);
        }

        /// The message as collected so far, whatever it lacks: a draft, or the refusal of a request
        /// that lacked what the answer should echo.
        ///
        /// @throws IllegalArgumentException if it is longer than [Dialect#MAX_MESSAGE_BYTES]
        public Message unchecked() {
            return content.message(mti);
        }

        /// Writes the message as collected so far, as [Dialect#pack] would write what [#unchecked]
        /// gives, without making it.
        ///
        /// @param to gets the message from `offset` on
        /// @return bytes written
        /// @throws IllegalArgumentException  if it is longer than [Dialect#MAX_MESSAGE_BYTES]
        /// @throws IndexOutOfBoundsException if there is no room for it
        public int pack(byte[] to, int offset) {
            int size = content.size();
            Objects.checkFromIndexSize(offset, size, to.length);
            content.pack(mti, to, offset);
            return size;
        }

        /// Starts another message of the same dialect, so that one builder can serve a connection
        /// for its whole life.
        ///
        /// @throws IllegalArgumentException if `another` is not four digits
        public Builder restart(String another) {
            mti = Mti.of(another);
            content.clear();
            return this;
        }
    }

    /// Starts the answer: its MTI, and the fields that the answer to this type of message echoes.
    ///
    /// @param otherwise what is echoed, where present, if the type can't be told
    /// @throws IllegalStateException if this is an answer itself, or a notification
    public Builder answer(Set<Field<?>> otherwise) {
        return builder(dialect, answerMti()).copy(this, dialect.echoedOf(this, otherwise));
    }
}
