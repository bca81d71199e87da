package io.shoudan.transaction.simulation;

import io.shoudan.transaction.payment.NumbersInMemory;
import io.shoudan.transaction.payment.PaymentTables;
import io.shoudan.transaction.reversal.ReversalTables;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;

/// Tables in memory.
final class MemoryStorage implements Storage {

    private final World world;
    private final MemoryDatabase database;
    private final PaymentTables payments;
    private final ReversalTables reversals;

    MemoryStorage(World world, Bug bug) {
        this.world = world;
        database = new MemoryDatabase(world, world.clock(), world::trouble);
        var numbers = new NumbersInMemory();
        payments = PaymentTables.inMemory(database, numbers, Simulation.BUSINESS_DATE, bug);
        reversals = ReversalTables.inMemory(database, numbers, payments, Simulation.BUSINESS_DATE);
    }

    @Override
    public PaymentTables payments() {
        return payments;
    }

    @Override
    public ReversalTables reversals() {
        return reversals;
    }

    @Override
    public PlatformTransactionManager transactions(Node node, Supplier<Fate> fates) {
        return new MemoryTransactions(database, node, world, fates);
    }

    @Override
    public void disconnect(Node node) {
        database.disconnect(node);
    }

    @Override
    public @Nullable Instant next() {
        return database.nextIdleEnd();
    }

    @Override
    public void run() {
        database.endIdle();
    }
}
