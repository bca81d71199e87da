package io.shoudan.iso8583;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One message: its type indicator and the values of its fields. Immutable.
///
/// Prints itself with secrets masked, in one line ([#toString]) or a line a field ([#describe]).
public final class Message {

    private static final int NAME_WIDTH = 36;

    private final Dialect dialect;
    private final String mti;
    private final @Nullable Object[] values;
    private final List<Finding.Malformed> malformed;

    Message(
            Dialect dialect,
            String mti,
            @Nullable Object[] values,
            List<Finding.Malformed> malformed) {
        this.dialect = dialect;
        this.mti = mti;
        this.values = values.clone();
        this.malformed = List.copyOf(malformed);
    }

    /// Starts an empty message.
    ///
    /// @param mti four digits; need not be one that the dialect knows
    /// @throws IllegalArgumentException if `mti` is not four digits
    public static Builder builder(Dialect dialect, String mti) {
        return new Builder(dialect, mti);
    }

    /// A builder that has all values of this message.
    public Builder toBuilder() {
        return new Builder(this);
    }

    /// The dialect that the message is written in.
    public Dialect dialect() {
        return dialect;
    }

    /// Message type indicator, four digits (ISO 8583:1987, 4.1).
    public String mti() {
        return mti;
    }

    /// Whether this answers another message: the third digit of the MTI is odd.
    public boolean isAnswer() {
        return (mti.charAt(2) - '0') % 2 == 1;
    }

    /// MTI of the answer: `0210` for `0200`, `0430` for `0420` and its repeat `0421`.
    ///
    /// @throws IllegalStateException if this is an answer itself
    public String answerMti() {
        if (isAnswer()) {
            throw new IllegalStateException("must be a request: mti=" + mti);
        }
        return mti.substring(0, 2) + (char) (mti.charAt(2) + 1) + "0";
    }

    /// Whether the message carries the field, with a value that could be read.
    public boolean has(Field<?> field) {
        return values[dialect.own(field).number()] != null;
    }

    /// The value of a field that is known to be there.
    ///
    /// @throws MissingField             if it is not; a bug of the caller
    /// @throws IllegalArgumentException if the field is one of another dialect
    public <T> T get(Field<T> field) {
        var value = values[dialect.own(field).number()];
        if (value == null) {
            throw new MissingField(mti, field);
        }
        return field.cast(value);
    }

    /// The value of a field that may be absent.
    ///
    /// @throws IllegalArgumentException if the field is one of another dialect
    public <T> Optional<T> find(Field<T> field) {
        var value = values[dialect.own(field).number()];
        return value == null ? Optional.empty() : Optional.of(field.cast(value));
    }

    /// The fields that are there, in order of their numbers.
    public List<Field<?>> fields() {
        var present = new ArrayList<Field<?>>();
        for (int number = 2; number < values.length; number++) {
            if (values[number] != null) {
                present.add(dialect.field(number).orElseThrow());
            }
        }
        return List.copyOf(present);
    }

    /// What could not be read; empty unless this is the rest of a broken message
    /// ([Read.Broken#partial]).
    public List<Finding.Malformed> malformed() {
        return malformed;
    }

    /// One field a line, secrets masked, what could not be read at the end.
    public String describe() {
        var text = new StringBuilder(mti);
        dialect.typeOf(this).ifPresent(type -> text.append(' ').append(type.name()));
        for (var field : fields()) {
            var label =
                    "F" + field.number() + " ".repeat(field.number() < 10 ? 2 : 1) + field.name();
            text.append('\n')
                    .append(label)
                    .append(".".repeat(Math.max(1, NAME_WIDTH + 4 - label.length())))
                    .append(": ")
                    .append(field.show(valueOf(field)));
        }
        for (var defect : malformed) {
            text.append('\n').append(defect.text());
        }
        return text.toString();
    }

    /// MTI and fields in one line, secrets masked.
    @Override
    public String toString() {
        var text = new StringBuilder(mti);
        for (var field : fields()) {
            text.append(' ').append(field.number()).append('=').append(field.show(valueOf(field)));
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Message that
                && dialect == that.dialect
                && mti.equals(that.mti)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(mti, Arrays.hashCode(values));
    }

    Object valueOf(Field<?> field) {
        return Objects.requireNonNull(values[field.number()]);
    }

    boolean isMalformed(Field<?> field) {
        return malformed.stream().anyMatch(m -> MessageReader.under(m.path(), field.path()));
    }

    /// Collects a message. Not for more than one thread.
    public static final class Builder {

        private final Dialect dialect;
        private final String mti;
        private final @Nullable Object[] values;

        private Builder(Dialect dialect, String mti) {
            if (mti.length() != 4 || !Ascii.digits(mti)) {
                throw new IllegalArgumentException("must be 4 digits: mti");
            }
            this.dialect = dialect;
            this.mti = mti;
            this.values = new Object[dialect.lastField() + 1];
        }

        private Builder(Message message) {
            this.dialect = message.dialect;
            this.mti = message.mti;
            this.values = message.values.clone();
        }

        /// Gives a field its value, in place of one that it has.
        ///
        /// @throws IllegalArgumentException if the field is not of the dialect, or the value can't
        ///                                  be written in the field's format; the text hasn't the
        ///                                  value
        public <T> Builder set(Field<T> field, T value) {
            var own = dialect.own(field);
            own.write(value, new ByteArrayOutputStream());
            values[own.number()] = value;
            return this;
        }

        /// Takes a field away.
        public Builder remove(Field<?> field) {
            values[dialect.own(field).number()] = null;
            return this;
        }

        /// Takes over the values that `fields` have in `source`, which is of the same dialect;
        /// those that it lacks are left alone.
        public Builder copy(Message source, Iterable<? extends Field<?>> fields) {
            for (var field : fields) {
                if (source.has(field)) {
                    values[dialect.own(field).number()] = source.valueOf(field);
                }
            }
            return this;
        }

        /// The message as collected so far.
        public Message build() {
            return new Message(dialect, mti, values, List.of());
        }
    }

    /// Starts the answer: its MTI, and the fields that the answer to this type of message echoes.
    ///
    /// @param otherwise what is echoed, where present, if the type can't be told
    /// @throws IllegalStateException if this is an answer itself
    public Builder answer(Set<Field<?>> otherwise) {
        return new Builder(dialect, answerMti()).copy(this, dialect.echoedOf(this, otherwise));
    }
}
