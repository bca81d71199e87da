package io.shoudan.iso8583;

import java.util.List;
import java.util.stream.Collectors;

/// Something that is true of some messages, as data: reference pages print it, and all but [Text]
/// is asked without making any value. Fields that are absent or unreadable fulfil nothing.
public sealed interface Condition {

    /// Whether it is true of `message`.
    boolean holds(Message message);

    /// In words: `60.1 is 22`.
    String text();

    /// Digits of a field have one of some values.
    ///
    /// @param field  written in a [DigitEncoding]
    /// @param name   of these digits, for people: `60.1`
    /// @param from   index of the first of them; 0 is the field's first
    /// @param values all of one length, which is that of these digits
    record Digits(Field<?> field, String name, int from, List<String> values) implements Condition {

        /// Digits of a field that can be told.
        ///
        /// @throws IllegalArgumentException if there are no values, or they are no digits or
        ///                                  longer than the field
        public Digits {
            values = List.copyOf(values);
            if (values.isEmpty() || from < 0) {
                throw new IllegalArgumentException("must have values: " + name);
            }
            for (var value : values) {
                int length = value.length();
                if (length == 0
                        || length != values.getFirst().length()
                        || !Ascii.digits(value)
                        || from + length > field.format().length().max()) {
                    throw new IllegalArgumentException("must be digits of the field: " + name);
                }
            }
        }

        /// Whether this holds of every message that `narrower` holds of.
        boolean covers(Digits narrower) {
            return field.equals(narrower.field)
                    && from == narrower.from
                    && values.containsAll(narrower.values);
        }

        /// Whether the field can have these digits as a dialect writes it.
        boolean possibleIn(Format<?> format) {
            int end = from + values.getFirst().length();
            return format.encoding().digits() != null && end <= format.length().max();
        }

        @Override
        public boolean holds(Message message) {
            for (var value : values) {
                if (message.hasDigits(field, from, value)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String text() {
            return name + " is " + String.join(" or ", values);
        }
    }

    /// A field has this text.
    ///
    /// @param field whose values are text
    /// @param value the text, whole
    record Text(Field<String> field, String value) implements Condition {

        @Override
        public boolean holds(Message message) {
            return message.find(field).filter(value::equals).isPresent();
        }

        @Override
        public String text() {
            return field.number() + " is " + value;
        }
    }

    /// A field is there.
    record Present(Field<?> field) implements Condition {

        @Override
        public boolean holds(Message message) {
            return message.has(field);
        }

        @Override
        public String text() {
            return field.number() + " is there";
        }
    }

    /// One of several conditions holds.
    record AnyOf(List<Condition> conditions) implements Condition {

        /// A copy of `conditions`.
        ///
        /// @throws IllegalArgumentException if there are none
        public AnyOf {
            conditions = List.copyOf(conditions);
            if (conditions.isEmpty()) {
                throw new IllegalArgumentException("must be conditions: none to hold");
            }
        }

        @Override
        public boolean holds(Message message) {
            for (var condition : conditions) {
                if (condition.holds(message)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String text() {
            return conditions.stream().map(Condition::text).collect(Collectors.joining(" or "));
        }
    }

    /// The field has this text.
    static Condition is(Field<String> field, String value) {
        return new Text(field, value);
    }

    /// The field is there.
    static Condition present(Field<?> field) {
        return new Present(field);
    }

    /// One of `conditions` holds.
    static Condition anyOf(Condition... conditions) {
        return new AnyOf(List.of(conditions));
    }
}
