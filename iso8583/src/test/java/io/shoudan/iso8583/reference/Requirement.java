package io.shoudan.iso8583.reference;

import io.shoudan.iso8583.Field;
import io.shoudan.iso8583.MessageType;

/// What a message type says of a field.
enum Requirement {
    REQUIRED("R", "required"),
    REQUIRED_ECHO("RE", "required, and repeats the request's value where the request has one"),
    EXPECTED("R*", "required, and no reason to refuse a message that lacks it"),
    ONE_OF("1", "one of several fields must be there; which, stands below the table"),
    CONDITIONAL("C", "required in some cases, which stand below the table; optional in others"),
    ECHOED("E", "repeats the request's value where the request has one"),
    OPTIONAL("O", "optional"),
    IGNORED("·", "ignored: neither wrong nor looked at"),
    FORBIDDEN("×", "forbidden: must not be there");

    private final String letter;
    private final String meaning;

    Requirement(String letter, String meaning) {
        this.letter = letter;
        this.meaning = meaning;
    }

    static Requirement of(Field<?> field, MessageType type) {
        if (type.required().contains(field)) {
            return type.echoed().contains(field) ? REQUIRED_ECHO : REQUIRED;
        }
        if (type.expected().contains(field)) {
            return EXPECTED;
        }
        if (type.alternatives().stream().anyMatch(it -> it.contains(field))) {
            return ONE_OF;
        }
        if (type.conditional().stream().anyMatch(it -> it.fields().contains(field))) {
            return CONDITIONAL;
        }
        if (type.echoed().contains(field)) {
            return ECHOED;
        }
        if (type.carries(field)) {
            return OPTIONAL;
        }
        return type.ignores(field) ? IGNORED : FORBIDDEN;
    }

    String letter() {
        return letter;
    }

    String meaning() {
        return meaning;
    }
}
