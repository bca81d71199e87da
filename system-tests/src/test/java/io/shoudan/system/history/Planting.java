package io.shoudan.system.history;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/// Breaks a history in one place.
final class Planting {

    private Planting() {}

    /// The first fact that fits.
    static <F extends Fact> F find(History history, Class<F> kind, Predicate<F> which) {
        return history.all(kind).stream()
                .filter(which)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("must be there: " + kind.getSimpleName()));
    }

    /// Puts another in the place of `old`.
    static <F extends Fact> History replace(History history, Class<F> kind, F old, F fresh) {
        return history.with(
                kind,
                all -> {
                    all.set(all.indexOf(old), fresh);
                    return all;
                });
    }

    /// Changes one component of the first fact that fits.
    static <F extends Fact> History edit(
            History history, Class<F> kind, Predicate<F> which, String component, Object value) {
        var old = find(history, kind, which);
        return replace(history, kind, old, edited(kind, old, component, value));
    }

    /// The same with one component changed.
    ///
    /// @param component its name, with dots where it is inside another
    static <F extends Fact> F edited(Class<F> kind, F fact, String component, Object value) {
        ObjectNode whole = HistoryJson.MAPPER.valueToTree(fact);
        var names = List.of(component.split("\\."));
        var part = whole;
        for (var name : names.subList(0, names.size() - 1)) {
            part = (ObjectNode) part.get(name);
        }
        part.set(names.getLast(), HistoryJson.MAPPER.valueToTree(value));
        return HistoryJson.MAPPER.treeToValue(whole, kind);
    }

    /// The same without one component.
    static <F extends Fact> History without(
            History history, Class<F> kind, Predicate<F> which, String component) {
        var old = find(history, kind, which);
        ObjectNode whole = HistoryJson.MAPPER.valueToTree(old);
        whole.remove(component);
        return replace(history, kind, old, HistoryJson.MAPPER.treeToValue(whole, kind));
    }

    static <F extends Fact> History add(History history, Class<F> kind, F fact) {
        return history.with(
                kind,
                all -> {
                    all.add(fact);
                    return all;
                });
    }

    /// Adds the first fact that fits once more.
    static <F extends Fact> History twice(History history, Class<F> kind, Predicate<F> which) {
        return add(history, kind, find(history, kind, which));
    }

    /// Removes all that fit; there is at least one.
    static <F extends Fact> History lose(History history, Class<F> kind, Predicate<F> which) {
        find(history, kind, which);
        return history.with(
                kind,
                all -> {
                    List<F> left = new ArrayList<>(all);
                    left.removeIf(which);
                    return left;
                });
    }
}
