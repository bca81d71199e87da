package io.shoudan.platform.database;

import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Many rows as arrays, one a column, for statements that take them apart again with `unnest`.
public final class Columns {

    private Columns() {}

    /// A column of text, or of anything that PostgreSQL reads from text: cast the parameter to an
    /// array of that type.
    public static <T> @Nullable String[] texts(
            Collection<? extends T> rows, Function<T, ? extends @Nullable Object> value) {
        return rows.stream()
                .map(value)
                .map(it -> it == null ? null : it.toString())
                .toArray(String[]::new);
    }

    /// A column of `bytea`.
    public static <T> byte @Nullable [][] bytes(
            Collection<? extends T> rows, Function<T, byte @Nullable []> value) {
        return rows.stream().map(value).toArray(byte[][]::new);
    }
}
