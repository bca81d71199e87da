package io.shoudan.transaction.payment;

import io.shoudan.contracts.event.DomainEvent;
import io.shoudan.transaction.simulation.Bug;
import io.shoudan.transaction.simulation.MemoryDatabase;
import java.util.List;
import java.util.TreeMap;

/// The table `outbox` in memory: rows get their numbers when they are written and are seen once
/// they are committed.
final class MemoryOutbox implements Announcer {

    private final MemoryDatabase database;
    private final TreeMap<Integer, DomainEvent> rows = new TreeMap<>();
    private final Bug bug;
    private int last;

    MemoryOutbox(MemoryDatabase database, Bug bug) {
        this.database = database;
        this.bug = bug;
    }

    @Override
    public void announce(List<? extends DomainEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        database.write(
                "add to outbox",
                () -> {
                    for (var each : events) {
                        int number = ++last;
                        if (bug == Bug.ANNOUNCES_BEFORE_COMMIT) {
                            rows.put(number, each);
                        } else {
                            database.onCommit(() -> rows.put(number, each));
                        }
                    }
                    return true;
                });
    }

    /// In the order of their numbers.
    List<DomainEvent> all() {
        return List.copyOf(rows.values());
    }
}
