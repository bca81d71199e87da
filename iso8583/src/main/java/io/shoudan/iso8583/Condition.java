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

    /// What one field says: something that can be asked of its value.
    sealed interface Value extends Condition {

        /// The field.
        Field<?> field();

        /// What of it, for people: `60.1`, or its number if all of it.
        String name();

        /// What it may be.
        List<String> values();

        /// Whether the field is there and has the place that is asked about, so that what stands
        /// there can be compared.
        boolean readable(Message message);

        @Override
        default String text() {
            return name() + " is " + String.join(" or ", values());
        }
    }

    /// Digits of a field have one of some values.
    ///
    /// @param field  written in a [DigitEncoding]
    /// @param name   of these digits, for people: `60.1`
    /// @param from   index of the first of them; 0 is the field's first
    /// @param values all of one length, which is that of these digits
    record Digits(Field<?> field, String name, int from, List<String> values) implements Value {

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
        public boolean readable(Message message) {
            int last = from + values.getFirst().length() - 1;
            for (char digit = '0'; digit <= '9'; digit++) {
                if (message.hasDigits(field, last, String.valueOf(digit))) {
                    return true;
                }
            }
            return false;
        }
    }

    /// A field has one of some texts.
    ///
    /// @param field  whose values are text
    /// @param values the texts, each whole
    record Text(Field<String> field, List<String> values) implements Value {

        /// Texts that can be told.
        ///
        /// @throws IllegalArgumentException if there are none
        public Text {
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException("must have values: " + field);
            }
        }

        @Override
        public String name() {
            return field.path();
        }

        @Override
        public boolean readable(Message message) {
            return message.has(field);
        }

        @Override
        public boolean holds(Message message) {
            return message.find(field).filter(values::contains).isPresent();
        }
    }

    /// A field that is there has none of some texts.
    ///
    /// @param field  whose values are text
    /// @param values the texts, each whole
    record OtherText(Field<String> field, List<String> values) implements Condition {

        /// Texts that don't count.
        ///
        /// @throws IllegalArgumentException if there are none: that would be [Present]
        public OtherText {
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException("must have values: " + field);
            }
        }

        @Override
        public boolean holds(Message message) {
            return message.find(field).filter(it -> !values.contains(it)).isPresent();
        }

        @Override
        public String text() {
            return field.number() + " is not " + String.join(" or ", values);
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

    /// The field has one of these texts.
    static Value is(Field<String> field, String... values) {
        return new Text(field, List.of(values));
    }

    /// The field is there and has none of these texts.
    static Condition isNot(Field<String> field, String... values) {
        return new OtherText(field, List.of(values));
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
