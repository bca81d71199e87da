package io.shoudan.iso8583.reference;

import io.shoudan.iso8583.Condition;
import io.shoudan.iso8583.Dialect;
import io.shoudan.iso8583.DigitEncoding;
import io.shoudan.iso8583.Encoding;
import io.shoudan.iso8583.Field;
import io.shoudan.iso8583.LengthPrefix;
import io.shoudan.iso8583.MessageType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The page of dialects that share their fields and messages.
///
/// @param file     of the page, within its folder
/// @param title    for people
/// @param holder   class with the constants
/// @param dialects the first of them is written in full
/// @param views    types that fields with parts are read as
/// @param told     what else is known of each request, by column
record DialectPage(
        String file,
        String title,
        Class<?> holder,
        List<Dialect> dialects,
        List<View> views,
        SequencedMap<String, Function<MessageType, String>> told) {

    private static final String ROOT = "../../../";

    /// A field's content taken apart.
    ///
    /// @param as a record, or a class whose text names the parts
    record View(Field<?> field, Class<?> as) {}

    private Dialect first() {
        return dialects.getFirst();
    }

    String text() {
        var page = new Markdown();
        var docs = new SourceDocs(holder);
        page.paragraph("<!-- Generated: see README.md. -->");
        page.heading(1, title);
        page.paragraph(docs.ofPackage());
        page.paragraph(docs.ofClass());
        page.paragraph(
                "Declared in ["
                        + holder.getSimpleName()
                        + "]("
                        + ROOT
                        + docs.path()
                        + "). What the letters and formats mean: [README](README.md).");
        writeCoding(docs, page);
        writeFields(docs, page);
        writeOpenFields(page);
        writeViews(page);
        writeMessages(page);
        return page.toString();
    }

    private void writeCoding(SourceDocs docs, Markdown page) {
        page.heading(2, "How it is written");
        var rows = new ArrayList<List<String>>();
        for (var dialect : dialects) {
            rows.add(
                    List.of(
                            "`" + dialect.name() + "`",
                            mti(dialect),
                            bitmap(dialect),
                            prefixes(dialect),
                            docs.of(dialect)));
        }
        page.table(List.of("dialect", "MTI", "bitmap", "lengths", "in words"), rows);
        var codings = new HashSet<Coding>();
        dialects.forEach(it -> it.fields().forEach(field -> codings.add(Coding.of(field))));
        page.table(
                List.of("encoding", "means"),
                Coding.ALL.stream()
                        .filter(codings::contains)
                        .map(it -> List.of(it.title(), it.meaning()))
                        .toList());
    }

    private static String mti(Dialect dialect) {
        int bytes = dialect.mtiFormat().byteLength();
        return switch (dialect.mtiFormat()) {
            case BCD -> "4 packed digits, " + bytes + " bytes";
            case ASCII -> "4 ASCII digits, " + bytes + " bytes";
            case EBCDIC -> "4 EBCDIC digits, " + bytes + " bytes";
        };
    }

    private static String bitmap(Dialect dialect) {
        int bytes = dialect.bitmapFormat().byteLength();
        var form =
                switch (dialect.bitmapFormat()) {
                    case BINARY -> bytes + " raw bytes";
                    case HEX -> bytes + " hexadecimal characters";
                };
        return dialect.lastField() > 64
                ? form + "; bit 1 announces a second one, of fields 65 to 128"
                : form + "; bit 1 must be clear";
    }

    private static String prefixes(Dialect dialect) {
        return dialect.fields().stream()
                .map(field -> field.format().length().prefix())
                .filter(prefix -> prefix != LengthPrefix.NONE)
                .distinct()
                .sorted()
                .map(DialectPage::words)
                .collect(Collectors.joining("; "));
    }

    private static String words(LengthPrefix prefix) {
        int bytes = prefix.byteLength();
        return switch (prefix) {
            case NONE -> "";
            case BCD_LL -> "LL: 2 packed digits, " + bytes + " byte";
            case BCD_LLL -> "LLL: 3 packed digits, " + bytes + " bytes";
            case ASCII_LL -> "LL: 2 ASCII digits";
            case ASCII_LLL -> "LLL: 3 ASCII digits";
            case EBCDIC_LL -> "LL: 2 EBCDIC digits";
            case EBCDIC_LLL -> "LLL: 3 EBCDIC digits";
            case BINARY_1 -> "L1: a number in " + bytes + " byte";
            case BINARY_2 -> "L2: a number in " + bytes + " bytes, the higher first";
        };
    }

    private void writeFields(SourceDocs docs, Markdown page) {
        page.heading(2, "Fields");
        var columns = new ArrayList<Dialect>();
        var variants = new ArrayList<String>();
        for (var dialect : dialects) {
            var others = writtenOtherwise(dialect);
            if (dialect == first() || 10 * others.size() > dialect.fields().size()) {
                columns.add(dialect);
            } else if (!others.isEmpty()) {
                variants.add(
                        "`%s` writes all as `%s` does, but for: %s."
                                .formatted(
                                        dialect.name(),
                                        first().name(),
                                        others.stream()
                                                .map(it -> it + " " + notation(it))
                                                .collect(Collectors.joining("; "))));
            }
        }
        var head = new ArrayList<>(List.of("F", "name", "format"));
        columns.forEach(it -> head.add(columns.size() == 1 ? "encoding" : "`" + it.name() + "`"));
        head.addAll(List.of("content", "printed", "meaning"));
        var rows = new ArrayList<List<String>>();
        for (var field : first().fields()) {
            var row = new ArrayList<>(List.of(field.path(), field.name(), notation(field)));
            columns.forEach(
                    it -> row.add(Coding.of(it.field(field.number()).orElseThrow()).title()));
            row.addAll(List.of(content(field), field.secret() ? "masked" : "", docs.of(field)));
            rows.add(row);
        }
        page.table(head, rows);
        page.list(variants);
    }

    private List<Field<?>> writtenOtherwise(Dialect dialect) {
        return dialect.fields().stream()
                .filter(
                        field -> {
                            var same = first().field(field.number()).orElseThrow();
                            return !Coding.of(field).equals(Coding.of(same))
                                    || !notation(field).equals(notation(same));
                        })
                .toList();
    }

    private static String notation(Field<?> field) {
        return "`" + Coding.of(field).notation(field) + "`";
    }

    /// What a value must be beside having its length and alphabet.
    private static String content(Field<?> field) {
        if (field.opaque()) {
            return "left open";
        }
        var encoding = field.format().encoding();
        var meaning =
                switch (encoding) {
                    case Encoding.Converted<?, ?>(_, var conversion) -> conversion.meaning();
                    case DigitEncoding.Numeric<?>(_, var conversion) -> conversion.meaning();
                    default -> "";
                };
        return meaning.equals(encoding.unit()) ? "" : meaning;
    }

    private void writeOpenFields(Markdown page) {
        page.heading(3, "Left open");
        var open = first().fields().stream().filter(Field::opaque).toList();
        page.paragraph(
                open.isEmpty()
                        ? "No field is."
                        : "What these hold is agreed between the ends of a link. They are read and"
                                + " written as they come, and never printed:");
        page.list(open.stream().map(Field::toString).toList());
    }

    private void writeViews(Markdown page) {
        if (!views.isEmpty()) {
            page.heading(2, "Inside the fields");
        }
        for (var view : views) {
            var docs = new SourceDocs(view.as());
            var type = "[" + view.as().getSimpleName() + "](" + ROOT + docs.path() + ")";
            page.heading(3, view.field().path() + " as " + type);
            page.paragraph(docs.ofClass());
            if (view.as().isRecord()) {
                page.table(List.of("part", "means"), docs.ofParts());
            }
        }
    }

    private void writeMessages(Markdown page) {
        var answers = new HashSet<MessageType>();
        first().types().forEach(type -> type.answer().ifPresent(answers::add));
        var requests = first().types().stream().filter(it -> !answers.contains(it)).toList();
        page.heading(2, "Messages");
        var head = new ArrayList<>(List.of("MTI", "message", "recognised when", "answered by"));
        head.addAll(told.sequencedKeySet());
        page.table(head, requests.stream().map(this::row).toList());
        page.heading(2, "What requests carry");
        new MessageMatrix(first(), requests).writeTo(page);
        page.heading(2, "What answers carry");
        var replies = first().types().stream().filter(answers::contains).toList();
        new MessageMatrix(first(), replies).writeTo(page);
    }

    private List<String> row(MessageType type) {
        var marks = type.marks().stream().map(Condition::text).collect(Collectors.joining(", "));
        var row = new ArrayList<>(List.of(type.mti(), type.name(), marks));
        row.add(type.answer().map(MessageType::toString).orElse("nothing"));
        told.values().forEach(column -> row.add(column.apply(type)));
        return row;
    }
}
