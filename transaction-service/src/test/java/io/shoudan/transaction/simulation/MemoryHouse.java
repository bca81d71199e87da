package io.shoudan.transaction.simulation;

import io.shoudan.platform.database.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Tables in memory on the machine's clock. A case has one thread at work at a time: the other
/// waits for it or for a row.
public final class MemoryHouse implements StoreHouse {

    private final AtomicInteger waiting = new AtomicInteger();
    private final Turns turns = new Polling();
    private final MemoryDatabase database =
            new MemoryDatabase(
                    turns,
                    Clock.systemUTC(),
                    it -> {
                        throw new IllegalStateException(it);
                    });
    private final Transactions transactions =
            new Transactions(
                    new MemoryTransactions(database, this, turns, () -> Storage.Fate.DONE));

    public MemoryDatabase database() {
        return database;
    }

    @Override
    public Transactions transactions() {
        return transactions;
    }

    @Override
    public boolean anyoneWaits() {
        return waiting.get() > 0;
    }

    private final class Polling implements Turns {

        @Override
        public void step(String what) {
            waiting.get(); // Sees what was written before another thread wrote it.
        }

        @Override
        public boolean await(BooleanSupplier condition, Duration patience) {
            waiting.incrementAndGet();
            while (!condition.getAsBoolean()) {
                LockSupport.parkNanos(100_000);
                waiting.get();
            }
            waiting.decrementAndGet();
            return true;
        }
    }
}
