package io.shoudan.settlement.settle;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.shoudan.settlement.batch.Batches;
import io.shoudan.settlement.line.LineState;
import io.shoudan.settlement.line.Lines;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// What waits, as metrics to alarm on: `shoudan.settlement.lines.waiting` and its
/// `.oldest.seconds` with tag `state`, `shoudan.settlement.batches.pending` and its
/// `.oldest.seconds`. As of the last look, which was at most 15 s ago.
@Component
class WaitingGauges {

    private final Lines lines;
    private final Batches batches;
    private final Map<LineState, AtomicLong> waiting = new EnumMap<>(LineState.class);
    private final Map<LineState, AtomicLong> oldestWaiting = new EnumMap<>(LineState.class);
    private final AtomicLong pending = new AtomicLong();
    private final AtomicLong oldestPending = new AtomicLong();

    WaitingGauges(Lines lines, Batches batches, MeterRegistry meters) {
        this.lines = lines;
        this.batches = batches;
        for (var state :
                new LineState[] {LineState.WAITING_FOR_TARIFF, LineState.WAITING_FOR_ORIGINAL}) {
            waiting.put(state, gauge(meters, "shoudan.settlement.lines.waiting", state));
            oldestWaiting.put(
                    state, gauge(meters, "shoudan.settlement.lines.waiting.oldest.seconds", state));
        }
        Gauge.builder("shoudan.settlement.batches.pending", pending, AtomicLong::get)
                .register(meters);
        Gauge.builder(
                        "shoudan.settlement.batches.pending.oldest.seconds",
                        oldestPending,
                        AtomicLong::get)
                .register(meters);
    }

    @Scheduled(fixedDelayString = "15s")
    void look() {
        waiting.values().forEach(it -> it.set(0));
        oldestWaiting.values().forEach(it -> it.set(0));
        for (var found : lines.waiting()) {
            set(waiting, found.state(), found.lines());
            set(oldestWaiting, found.state(), found.oldestSeconds());
        }
        var closed = batches.pending();
        pending.set(closed.batches());
        oldestPending.set(closed.oldestSeconds());
    }

    private static void set(Map<LineState, AtomicLong> gauges, LineState state, long value) {
        var gauge = gauges.get(state);
        if (gauge != null) {
            gauge.set(value);
        }
    }

    private static AtomicLong gauge(MeterRegistry meters, String name, LineState state) {
        var value = new AtomicLong();
        Gauge.builder(name, value, AtomicLong::get)
                .tag("state", state.name().toLowerCase(Locale.ROOT))
                .register(meters);
        return value;
    }
}
