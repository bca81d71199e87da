package io.shoudan.transaction.reversal;

import io.shoudan.platform.database.Busy;
import io.shoudan.platform.database.Transactions;
import io.shoudan.transaction.reversal.Reversals.Leased;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// Hands due reversals to as many virtual threads as there are free places, so that one that waits
/// for its answer does not delay the rest.
@Component
class ReversalRun {

    private static final Logger LOG = LoggerFactory.getLogger(ReversalRun.class);

    private final Reversals reversals;
    private final Reverser reverser;
    private final Transactions transactions;
    private final ReversalProperties properties;
    private final ReversalSignal signal;
    private final ReversalMeters meters;
    private final Semaphore places;

    ReversalRun(
            Reversals reversals,
            Reverser reverser,
            Transactions transactions,
            ReversalProperties properties,
            ReversalSignal signal,
            ReversalMeters meters) {
        this.reversals = reversals;
        this.reverser = reverser;
        this.transactions = transactions;
        this.properties = properties;
        this.signal = signal;
        this.meters = meters;
        this.places = new Semaphore(properties.concurrency());
    }

    /// Takes what is due and has a place; never waits for the network.
    void run() {
        int free = places.availablePermits();
        if (free == 0) {
            return; // Whoever gives a place back comes here again.
        }
        var leased = transactions.in(() -> reversals.lease(free, properties.lease()));
        for (var each : leased) {
            places.acquireUninterruptibly(); // Only this thread takes places: one is free.
            Thread.ofVirtual().name("reversal-" + each.id()).start(() -> reverse(each));
        }
        meters.waiting(reversals.quarantined());
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
            letGo(leased);
        } finally {
            places.release();
            if (places.availablePermits() == 1) {
                signal.raise();
            }
        }
    }

    private void letGo(Leased leased) {
        try {
            reversals.letGo(leased, properties.backOff(leased.attempts()));
        } catch (DataAccessException | Busy _) {
            // The database is away: the lease ends by itself.
        }
    }
}
