package io.shoudan.transaction.route;

import io.shoudan.contracts.transaction.model.SwitchScope;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// This node's view of the switches, read again twice a second. While the database is away the last
/// view stands; nothing can be recorded then, so nothing is sent either. Thread-safe.
@Component
class Switches {

    private final SwitchTable table;
    private volatile Map<Key, SwitchRow> view = Map.of();

    private record Key(SwitchScope scope, String name) {}

    Switches(SwitchTable table) {
        this.table = table;
        refresh();
    }

    /// Whether neither the network nor the issuer is switched off.
    boolean open(Route route) {
        var current = view;
        return open(current, SwitchScope.NETWORK, route.network())
                && open(current, SwitchScope.ISSUER, route.issuer());
    }

    Optional<SwitchRow> find(SwitchScope scope, String name) {
        return Optional.ofNullable(view.get(new Key(scope, name)));
    }

    /// Sets a switch for all nodes; in force on this one when the call returns.
    void set(SwitchScope scope, String name, boolean open, String reason, String by) {
        table.set(scope, name, open, reason, by);
        refresh();
    }

    final void refresh() {
        view =
                table.all().stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        it -> new Key(it.scope(), it.name()), it -> it));
    }

    private static boolean open(Map<Key, SwitchRow> view, SwitchScope scope, String name) {
        var row = view.get(new Key(scope, name));
        return row == null || row.open();
    }
}
