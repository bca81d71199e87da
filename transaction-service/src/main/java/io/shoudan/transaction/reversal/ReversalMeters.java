package io.shoudan.transaction.reversal;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.shoudan.transaction.network.ReversalReply;
import io.shoudan.transaction.reversal.ReversalStore.Backlog;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/// What operators watch about reversals. A quarantined, differing or withheld one is an
/// alarm.
@Component
class ReversalMeters {

    private final MeterRegistry registry;
    private final Counter quarantined;
    private final Counter differing;
    private final Counter withheld;
    private final Counter stuck;
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong oldestSeconds = new AtomicLong();
    private final AtomicLong withholding = new AtomicLong();

    ReversalMeters(MeterRegistry registry) {
        this.registry = registry;
        this.quarantined = registry.counter("shoudan.reversal.quarantined");
        this.differing = registry.counter("shoudan.reversal.differs");
        this.withheld = registry.counter("shoudan.reversal.withheld");
        this.stuck = registry.counter("shoudan.reversal.withheld.failures");
        Gauge.builder("shoudan.reversal.quarantine", waiting, AtomicLong::get).register(registry);
        Gauge.builder("shoudan.reversal.oldest", oldestSeconds, AtomicLong::get)
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("shoudan.reversal.withholding", withholding, AtomicLong::get)
                .register(registry);
    }

    void count(ReversalReply reply) {
        registry.counter("shoudan.reversal", "outcome", nameOf(reply)).increment();
    }

    void quarantined() {
        quarantined.increment();
    }

    /// A terminal's reversal named another card or amount than its original's.
    void differs() {
        differing.increment();
    }

    /// A terminal reversed a purchase that has been refunded.
    void withheld() {
        withheld.increment();
    }

    /// A withheld reversal could not be carried out when it might have been.
    void stuck() {
        stuck.increment();
    }

    /// @param count withheld reversals of purchases that were refunded in part only
    void withholding(long count) {
        withholding.set(count);
    }

    void left(Backlog backlog) {
        waiting.set(backlog.quarantined());
        oldestSeconds.set(backlog.oldest().toSeconds());
    }

    private static String nameOf(ReversalReply reply) {
        return switch (reply) {
            case ReversalReply.Acknowledged _ -> "acknowledged";
            case ReversalReply.NoSuchOriginal _ -> "no_such_original";
            case ReversalReply.Refused _ -> "refused";
            case ReversalReply.NotSent _ -> "not_sent";
            case ReversalReply.NoReply _ -> "no_reply";
        };
    }
}
