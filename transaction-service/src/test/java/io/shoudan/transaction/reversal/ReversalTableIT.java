package io.shoudan.transaction.reversal;

import io.shoudan.transaction.payment.Drafts;
import io.shoudan.transaction.payment.Payment;
import io.shoudan.transaction.payment.SqlPayments;
import io.shoudan.transaction.simulation.SqlHouse;
import io.shoudan.transaction.simulation.StoreHouse;
import org.junit.jupiter.api.BeforeAll;

/// The table of reversals in PostgreSQL.
class ReversalTableIT implements ReversalStoreCases {

    private static SqlHouse house;
    private static ReversalStore store;

    @BeforeAll
    static void start() {
        house = new SqlHouse();
        store = new ReversalTable(house.jdbc(), new ReversalSignal());
    }

    @Override
    public StoreHouse house() {
        return house;
    }

    @Override
    public ReversalStore store() {
        return store;
    }

    @Override
    public TerminalReversalStore terminalReversals() {
        return new TerminalReversalTable(house.jdbc());
    }

    @Override
    public Payment sent() {
        return house.transactions()
                .in(() -> SqlPayments.insert(house.jdbc(), Drafts.purchase(10_00)));
    }
}
