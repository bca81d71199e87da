package io.shoudan.transaction.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Every sequence of up to six events around one purchase, not only those that a seed finds.
class InterleavingsTest {

    private static final int MAX_EVENTS = 6;

    /// Sequences begin with the purchase or its reversal: before, there is nothing to happen to.
    @Test
    void everySequenceOfSixEventsHolds() {
        var runs = new AtomicLong();
        var failed = new AtomicReference<@Nullable String>();
        Runs.all(
                2,
                share -> {
                    var events = new ArrayList<Event>();
                    events.add(share == 0 ? Event.PURCHASE : Event.REVERSE);
                    extend(events, runs, failed);
                });

        assertThat(failed.get()).isNull();
        assertThat(runs.get()).isEqualTo(2 * 19_608);
    }

    private static void extend(
            List<Event> events, AtomicLong runs, AtomicReference<@Nullable String> failed) {
        if (failed.get() != null) {
            return;
        }
        runs.incrementAndGet();
        if (!Simulation.of(new InTurn(), false).run(events).isEmpty()) {
            var again = Simulation.of(new InTurn(), true);
            var troubles = again.run(events);
            failed.compareAndSet(
                    null,
                    "failed: "
                            + events
                            + "\n"
                            + troubles
                            + "\n"
                            + String.join("\n", again.world().history()));
            return;
        }
        if (events.size() < MAX_EVENTS) {
            for (var next : Event.values()) {
                events.add(next);
                extend(events, runs, failed);
                events.removeLast();
            }
        }
    }

    /// Nothing left to chance: threads go in turn, the network approves.
    private static final class InTurn implements Choices {

        @Override
        public int below(int bound) {
            return bound - 1;
        }

        @Override
        public int next(int count, int self) {
            return 0;
        }
    }
}
