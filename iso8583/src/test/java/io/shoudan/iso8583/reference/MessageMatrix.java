package io.shoudan.iso8583.reference;

import io.shoudan.iso8583.Condition;
import io.shoudan.iso8583.Dialect;
import io.shoudan.iso8583.Field;
import io.shoudan.iso8583.MessageType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Field by message: what each message must, may and must not carry. Messages that say the same of
/// every field share a column.
final class MessageMatrix {

    private static final int MAX_COLUMNS = 12;

    /// Most messages that a column's title names.
    private static final int MAX_NAMES = 3;

    /// What messages say of each field of the dialect.
    private record Column(String title, List<Requirement> fields) {}

    private final List<Field<?>> fields;
    private final Map<List<Requirement>, List<MessageType>> columns = new LinkedHashMap<>();
    private final List<MessageType> types;

    MessageMatrix(Dialect dialect, List<MessageType> types) {
        this.types = types;
        fields = dialect.fields();
        for (var type : types) {
            var column = fields.stream().map(field -> Requirement.of(field, type)).toList();
            columns.computeIfAbsent(column, _ -> new ArrayList<>()).add(type);
        }
    }

    void writeTo(Markdown page) {
        var all = new ArrayList<Column>();
        var named = new ArrayList<String>();
        for (var column : columns.entrySet()) {
            var sharing = column.getValue();
            var title = names(sharing, "<br>");
            if (sharing.size() == types.size()) {
                title = "every one";
            } else if (sharing.size() > MAX_NAMES) {
                title = "group " + (char) ('A' + named.size());
                named.add("*" + title + "*: " + names(sharing, ", "));
            }
            all.add(new Column(title, column.getKey()));
        }
        page.list(named);
        int tables = (all.size() + MAX_COLUMNS - 1) / MAX_COLUMNS;
        int width = (all.size() + tables - 1) / tables;
        for (int from = 0; from < all.size(); from += width) {
            writeTable(all.subList(from, Math.min(all.size(), from + width)), page);
        }
        page.list(rules());
    }

    private void writeTable(List<Column> some, Markdown page) {
        var head = new ArrayList<>(List.of("field"));
        some.forEach(it -> head.add(it.title()));
        var rows = new ArrayList<List<String>>();
        for (int i = 0; i < fields.size(); i++) {
            int index = i;
            if (some.stream().anyMatch(it -> it.fields().get(index) != other(it.fields()))) {
                var row = new ArrayList<>(List.of(fields.get(i).toString()));
                some.forEach(it -> row.add(it.fields().get(index).letter()));
                rows.add(row);
            }
        }
        if (rows.size() < fields.size()) {
            var others = new ArrayList<>(List.of("any other"));
            some.forEach(it -> others.add(other(it.fields()).letter()));
            rows.add(others);
        }
        page.table(head, rows);
    }

    /// What a type says of all fields that it doesn't name, or, if it carries every field, of those
    /// that it says nothing more of.
    private static Requirement other(List<Requirement> column) {
        return column.contains(Requirement.IGNORED)
                ? Requirement.IGNORED
                : column.contains(Requirement.FORBIDDEN)
                        ? Requirement.FORBIDDEN
                        : Requirement.OPTIONAL;
    }

    /// What depends on other fields, and what is forgiven, in words.
    private List<String> rules() {
        var rules = new LinkedHashMap<String, List<MessageType>>();
        for (var type : types) {
            for (var set : type.alternatives()) {
                add("One of " + Fields.numbers(set) + " must be there", type, rules);
            }
            for (var rule : type.conditional()) {
                var needed = Fields.numbers(rule.fields());
                add("If " + rule.when().text() + ", " + needed + " must be there", type, rules);
            }
            for (var rule : type.barred()) {
                var barred = Fields.numbers(rule.fields());
                add("If " + rule.when().text() + ", " + barred + " must not be there", type, rules);
            }
            for (var rule : type.rules()) {
                add(words(rule), type, rules);
            }
            if (fields.stream().anyMatch(it -> type.carries(it) && type.overlooksDefectsOf(it))) {
                add("A bad value of an optional field counts as absent", type, rules);
            }
        }
        return rules.entrySet().stream()
                .map(it -> "**" + it.getKey() + "**: " + names(it.getValue(), ", ") + ".")
                .toList();
    }

    private static String words(MessageType.Rule rule) {
        var must = rule.must();
        var values = String.join(" or ", must.values());
        var own = rule.when().equals(Condition.present(must.field()));
        return (own ? "" : "If " + rule.when().text() + ", ")
                + must.name()
                + " must be "
                + values
                + ", which is no reason to refuse a message";
    }

    private static void add(String rule, MessageType type, Map<String, List<MessageType>> rules) {
        rules.computeIfAbsent(rule, _ -> new ArrayList<>()).add(type);
    }

    private static String names(List<MessageType> types, String separator) {
        return types.stream().map(MessageType::toString).collect(Collectors.joining(separator));
    }
}
