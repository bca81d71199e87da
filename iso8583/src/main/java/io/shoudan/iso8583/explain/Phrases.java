package io.shoudan.iso8583.explain;

import io.shoudan.iso8583.Field;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Everything that is said, out of tables: `phrases.txt`, `fields.txt` and
/// `expected.txt`.
final class Phrases {

    private static final Map<String, String[]> PHRASES = load("phrases.txt", 3);
    private static final Map<String, String[]> FIELDS = load("fields.txt", 2);
    private static final Map<String, String[]> EXPECTED = load("expected.txt", 2);

    private Phrases() {}

    /// A phrase that must be in the table.
    static Phrase of(String key) {
        return find(key)
                .orElseThrow(() -> new IllegalArgumentException("must be a phrase: " + key));
    }

    /// A phrase that may be in the table.
    static Optional<Phrase> find(String key) {
        return Optional.ofNullable(PHRASES.get(key)).map(row -> new Phrase(row[1], row[2]));
    }

    /// What a code means, or that nobody knows.
    static Phrase meaning(String key) {
        return find(key).orElseGet(() -> of("unknown"));
    }

    /// What the codec expects, in Chinese, with `*` for numbers and names as in the English text.
    static Optional<String> expected(String english) {
        return Optional.ofNullable(EXPECTED.get(english)).map(row -> row[1]);
    }

    /// The name of a field; the English one is the dialect's.
    static Phrase field(Field<?> field, String dialect) {
        var row =
                FIELDS.getOrDefault(
                        family(dialect) + ":" + field.number(), FIELDS.get(field.path()));
        return new Phrase(field.name(), row == null ? field.name() : row[1]);
    }

    /// What a value of a field means, where the table knows it.
    static Optional<Phrase> value(Field<?> field, String shown, String dialect) {
        var key = field.path() + "." + shown;
        return find(family(dialect) + ":" + key).or(() -> find(key));
    }

    /// What dialects share that differ in their coding: `terminal` for `terminal-sm4`.
    private static String family(String dialect) {
        int dash = dialect.indexOf('-');
        return dash < 0 ? dialect : dialect.substring(0, dash);
    }

    private static Map<String, String[]> load(String file, int columns) {
        var rows = new HashMap<String, String[]>();
        try (var stream = Phrases.class.getResourceAsStream(file)) {
            var text = Objects.requireNonNull(stream, file).readAllBytes();
            for (var line : new String(text, StandardCharsets.UTF_8).split("\n", -1)) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                var row = line.strip().split(" \\| ", -1);
                if (row.length != columns || rows.put(row[0], row) != null) {
                    throw new IllegalStateException("must be " + columns + " columns: " + line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(rows);
    }
}
