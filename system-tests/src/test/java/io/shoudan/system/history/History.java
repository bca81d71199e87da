package io.shoudan.system.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Everything that is known of a run, from all its parties. Immutable; holds no connection, so that
/// it can be written down and checked again.
public final class History {

    private final Map<Class<? extends Fact>, List<Fact>> facts;

    private History(Map<Class<? extends Fact>, List<Fact>> facts) {
        this.facts = facts;
    }

    /// @param facts in the order in which each party said them
    public static History of(Collection<? extends Fact> facts) {
        Map<Class<? extends Fact>, List<Fact>> byKind = new HashMap<>();
        for (var kind : Fact.kinds()) {
            byKind.put(kind, facts.stream().filter(kind::isInstance).<Fact>map(it -> it).toList());
        }
        return new History(byKind);
    }

    /// Facts of one kind, in their order.
    public <F extends Fact> List<F> all(Class<F> kind) {
        return facts.getOrDefault(kind, List.of()).stream().map(kind::cast).toList();
    }

    /// The same history, but for the facts of one kind.
    <F extends Fact> History with(Class<F> kind, UnaryOperator<List<F>> change) {
        var changed = new HashMap<>(facts);
        changed.put(kind, List.copyOf(change.apply(new ArrayList<>(all(kind)))));
        return new History(changed);
    }

    /// Writes one file for each kind, a JSON object a line.
    public void write(Path folder) {
        try {
            Files.createDirectories(folder);
            for (var kind : Fact.kinds()) {
                List<String> lines = new ArrayList<>();
                for (var fact : all(kind)) {
                    lines.add(HistoryJson.MAPPER.writeValueAsString(fact));
                }
                Files.write(file(folder, kind), lines);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads what was written. A kind without a file has no facts.
    public static History read(Path folder) {
        List<Fact> all = new ArrayList<>();
        try {
            for (var kind : Fact.kinds()) {
                var file = file(folder, kind);
                if (Files.exists(file)) {
                    for (var line : Files.readAllLines(file)) {
                        all.add(HistoryJson.MAPPER.readValue(line, kind));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return of(all);
    }

    private static Path file(Path folder, Class<? extends Fact> kind) {
        return folder.resolve(kind.getSimpleName().toLowerCase(Locale.ROOT) + ".jsonl");
    }
}
