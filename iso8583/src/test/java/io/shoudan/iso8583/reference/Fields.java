package io.shoudan.iso8583.reference;

import io.shoudan.iso8583.Dialect;
import io.shoudan.iso8583.Field;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The fields of a dialect, by number.
final class Fields {

    private Fields() {}

    static List<Field<?>> of(Dialect dialect) {
        return IntStream.rangeClosed(2, dialect.lastField())
                .mapToObj(dialect::field)
                .<Field<?>>flatMap(Optional::stream)
                .toList();
    }

    /// `2, 35`
    static String numbers(List<Field<?>> fields) {
        return String.join(", ", fields.stream().map(Field::path).toList());
    }
}
