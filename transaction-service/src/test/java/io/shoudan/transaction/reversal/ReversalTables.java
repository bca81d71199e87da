package io.shoudan.transaction.reversal;

import io.shoudan.transaction.payment.NumbersInMemory;
import io.shoudan.transaction.payment.PaymentTables;
import io.shoudan.transaction.simulation.MemoryDatabase;
import java.time.LocalDate;
import java.util.List;

/// This package's tables in memory, which all nodes share.
public final class ReversalTables {

    private final MemoryReversals.Tables reversals;
    private final TerminalReversalStore terminalReversals;

    public ReversalTables(
            MemoryDatabase database,
            NumbersInMemory numbers,
            PaymentTables payments,
            LocalDate businessDate) {
        reversals = new MemoryReversals.Tables(database, numbers, payments::joined);
        terminalReversals = new MemoryTerminalReversals(database, payments::joined, businessDate);
    }

    ReversalStore reversals(ReversalSignal signal) {
        return new MemoryReversals(reversals, signal);
    }

    TerminalReversalStore terminalReversals() {
        return terminalReversals;
    }

    /// What is committed, in the order in which they came to be owed.
    public List<ReversalCells> all() {
        return reversals.all();
    }
}
