package io.shoudan.transaction.reversal;

import io.shoudan.platform.database.Transactions;
import io.shoudan.transaction.reversal.ReversalStore.Leased;
import io.shoudan.transaction.route.Router;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Hands due reversals to as many threads as there are free places, so that one that waits
/// for its answer does not delay the rest. One whose route is closed takes no place: it rests, and
/// the next in turn is taken.
@Component
class ReversalRun {

    private static final Logger LOG = LoggerFactory.getLogger(ReversalRun.class);

    private final ReversalStore reversals;
    private final Reverser reverser;
    private final Router router;
    private final Transactions transactions;
    private final ReversalProperties properties;
    private final ReversalSignal signal;
    private final ReversalMeters meters;
    private final ReversalThreads threads;
    private final AtomicInteger busy = new AtomicInteger();

    ReversalRun(
            ReversalStore reversals,
            Reverser reverser,
            Router router,
            Transactions transactions,
            ReversalProperties properties,
            ReversalSignal signal,
            ReversalMeters meters,
            ReversalThreads threads) {
        this.reversals = reversals;
        this.reverser = reverser;
        this.router = router;
        this.transactions = transactions;
        this.properties = properties;
        this.signal = signal;
        this.meters = meters;
        this.threads = threads;
    }

    /// Takes what is due and has a place; never waits for the network. Whoever gives back a place
    /// when all were taken has it come here again.
    void run() {
        int free = properties.concurrency() - busy.get();
        while (free > 0 && take(free)) {
            free = properties.concurrency() - busy.get();
        }
        meters.left(reversals.backlog());
    }

    /// @return whether more may be due
    private boolean take(int limit) {
        var byWay = transactions.in(() -> lease(limit));
        var open = byWay.getOrDefault(true, List.of());
        for (var each : open) {
            busy.incrementAndGet(); // Only this thread takes places: one is free.
            threads.start("reversal-" + each.id(), () -> reverse(each));
        }
        return byWay.containsKey(false) || open.size() == limit;
    }

    /// By whether their way is open; where it is not, they rest.
    private Map<Boolean, List<Leased>> lease(int limit) {
        var byWay =
                reversals.lease(limit, properties.lease()).stream()
                        .collect(Collectors.groupingBy(it -> router.reachable(it.route())));
        if (byWay.containsKey(false)) {
            reversals.rest(byWay.getOrDefault(false, List.of()));
        }
        return byWay;
    }

    private void reverse(Leased leased) {
        try {
            reverser.reverse(leased);
        } catch (RuntimeException failure) { // Outermost frame: whatever it was, it is retried.
            LOG.atWarn()
                    .addKeyValue("transaction_id", leased.paymentId())
                    .addKeyValue("cause", failure.getClass().getName())
                    .setCause(failure)
                    .log("reversal attempt failed");
            failed(leased, failure);
        } finally {
            if (busy.getAndDecrement() == properties.concurrency()) {
                signal.raise();
            }
        }
    }

    private void failed(Leased leased, RuntimeException failure) {
        try {
            reverser.failed(leased, failure);
        } catch (RuntimeException _) { // Outermost frame as well.
            // Most likely the database is away: the lease ends by itself.
        }
    }
}
