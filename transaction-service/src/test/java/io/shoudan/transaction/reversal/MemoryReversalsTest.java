package io.shoudan.transaction.reversal;

import io.shoudan.transaction.payment.Drafts;
import io.shoudan.transaction.payment.NumbersInMemory;
import io.shoudan.transaction.payment.Payment;
import io.shoudan.transaction.payment.PaymentTables;
import io.shoudan.transaction.simulation.Bug;
import io.shoudan.transaction.simulation.MemoryHouse;
import io.shoudan.transaction.simulation.StoreHouse;
import java.time.LocalDate;

/// The simulation's table of reversals does as PostgreSQL's.
class MemoryReversalsTest implements ReversalStoreCases {

    private static final MemoryHouse HOUSE = new MemoryHouse();
    private static final NumbersInMemory NUMBERS = new NumbersInMemory();
    private static final PaymentTables PAYMENTS =
            PaymentTables.inMemory(HOUSE.database(), NUMBERS, LocalDate.EPOCH, Bug.NONE);
    private static final ReversalTables TABLES =
            ReversalTables.inMemory(HOUSE.database(), NUMBERS, PAYMENTS, LocalDate.EPOCH);
    private static final ReversalStore STORE = TABLES.reversals(new ReversalSignal());

    @Override
    public StoreHouse house() {
        return HOUSE;
    }

    @Override
    public ReversalStore store() {
        return STORE;
    }

    @Override
    public TerminalReversalStore terminalReversals() {
        return TABLES.terminalReversals();
    }

    @Override
    public Payment sent() {
        return HOUSE.transactions().in(() -> PAYMENTS.payments().create(Drafts.purchase(10_00)));
    }
}
