package io.shoudan.iso8583.reference;

import io.shoudan.iso8583.Field;
import java.util.List;

/// Fields as the reference names them.
final class Fields {

    private Fields() {}

    /// `2, 35`
    static String numbers(List<Field<?>> fields) {
        return String.join(", ", fields.stream().map(Field::path).toList());
    }
}
