package io.shoudan.iso8583;

import java.util.List;
import java.util.stream.Collectors;

/// Something that is wrong with a message, as far as form goes. Never has a value of the message.
public sealed interface Finding {

    /// Where: a field number, a field and a tag inside it, or `mti`.
    String path();

    /// What is wrong, in English, for logs.
    String text();

    /// A field that the message must carry is not there.
    record Missing(Field<?> field) implements Finding {

        @Override
        public String path() {
            return field.path();
        }

        @Override
        public String text() {
            return "field " + field + " is missing";
        }
    }

    /// None of several fields is there, and one must be.
    ///
    /// @param fields two or more
    record MissingOneOf(List<Field<?>> fields) implements Finding {

        @Override
        public String path() {
            return fields.getFirst().path();
        }

        @Override
        public String text() {
            return fields.stream()
                    .map(Field::toString)
                    .collect(Collectors.joining(" or field ", "field ", " is missing"));
        }
    }

    /// A field is there that the message must not carry.
    record NotAllowed(Field<?> field) implements Finding {

        @Override
        public String path() {
            return field.path();
        }

        @Override
        public String text() {
            return "field " + field + " is not allowed";
        }
    }

    /// A field says what it must not say in this message. Who reads it can understand the message
    /// all the same; who builds one must not write it.
    ///
    /// @param must what would be right
    record Unexpected(Condition.Value must) implements Finding {

        @Override
        public String path() {
            return must.name();
        }

        @Override
        public String text() {
            return "field " + must.name() + " must be " + String.join(" or ", must.values());
        }
    }

    /// Bytes that can't be read as what they must be, among them a bit of the bitmap that the
    /// dialect doesn't know.
    record Malformed(MalformedMessage why) implements Finding {

        @Override
        public String path() {
            return why.path();
        }

        @Override
        public String text() {
            return "field " + why.getMessage();
        }
    }

    /// The dialect has no message with this MTI, or none that these fields single out.
    ///
    /// @param mti four digits
    record UnknownType(String mti) implements Finding {

        @Override
        public String path() {
            return "mti";
        }

        @Override
        public String text() {
            return "no message type: mti " + mti;
        }
    }
}
