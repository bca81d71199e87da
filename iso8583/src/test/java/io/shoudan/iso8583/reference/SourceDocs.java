package io.shoudan.iso8583.reference;

import io.shoudan.iso8583.Dialect;
import io.shoudan.iso8583.Field;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// What the source of a dialect says of its constants, so that nothing has to be said twice.
final class SourceDocs {

    private static final Path SOURCES = Path.of("src/main/java");

    /// `[#NAME]` and `[io.shoudan.Name]`, which mean nothing outside the source.
    private static final Pattern LINK = Pattern.compile("\\[(?:[a-z0-9]+\\.)*#?(\\w+(?:#\\w+)?)]");

    private static final Pattern NUMBER = Pattern.compile(" \\(field \\d+\\)");

    private final Class<?> holder;
    private final List<String> lines;

    SourceDocs(Class<?> holder) {
        this.holder = holder;
        lines = read(sourceOf(holder));
    }

    private static Path sourceOf(Class<?> holder) {
        return SOURCES.resolve(holder.getName().replace('.', '/') + ".java");
    }

    private static List<String> read(Path source) {
        try {
            return Files.readAllLines(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Path of the source, from the root of the project.
    String path() {
        return "iso8583/" + sourceOf(holder);
    }

    /// Of the class that holds the dialect.
    String ofClass() {
        return classDoc().split("(?m)^@param ", 2)[0].strip();
    }

    /// Of the components of a record: name and meaning.
    List<List<String>> ofParts() {
        return Pattern.compile("(?m)^@param ")
                .splitAsStream(classDoc())
                .skip(1)
                .map(it -> List.of(it.strip().replaceAll("\\s+", " ").split(" ", 2)))
                .toList();
    }

    private String classDoc() {
        var kind = holder.isRecord() ? "public record " : "public final class ";
        return textBefore(kind + holder.getSimpleName(), lines);
    }

    /// Of the package that holds the dialect.
    String ofPackage() {
        var info = read(sourceOf(holder).resolveSibling("package-info.java"));
        return textBefore("package ", info);
    }

    /// Of the constant that is this dialect, in one line.
    String of(Dialect dialect) {
        return oneLine(
                textBefore("public static final Dialect " + constant(dialect) + " =", lines));
    }

    /// What the field means, in one line; empty if that is no more than its name.
    String of(Field<?> field) {
        var declaration = Pattern.compile("Field<.*> +" + constant(field) + " +=.*");
        var line =
                lines.stream()
                        .filter(it -> declaration.matcher(it).find())
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("not declared: " + field));
        var text = NUMBER.matcher(oneLine(textBefore(line.strip(), lines))).replaceFirst("");
        return text.startsWith(field.name() + ".")
                ? text.substring(field.name().length() + 1).strip()
                : text;
    }

    private String constant(Object value) {
        return Arrays.stream(holder.getFields())
                .filter(it -> value.equals(valueOf(it)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no constant of " + holder + ": " + value))
                .getName();
    }

    private static Object valueOf(java.lang.reflect.Field constant) {
        try {
            return constant.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    /// The documentation in front of the first line that begins with `declaration`.
    private static String textBefore(String declaration, List<String> lines) {
        var doc = new ArrayList<String>();
        for (var line : lines) {
            var code = line.strip();
            if (code.startsWith("///")) {
                doc.add(code.substring(3).replaceFirst("^ ", ""));
            } else if (code.startsWith(declaration)) {
                return LINK.matcher(String.join("\n", doc))
                        .replaceAll(it -> "`" + it.group(1).replace('#', '.') + "`");
            } else if (!code.startsWith("@")) {
                doc.clear();
            }
        }
        throw new AssertionError("not in the source: " + declaration);
    }

    private static String oneLine(String text) {
        return text.replace('\n', ' ').strip();
    }
}
