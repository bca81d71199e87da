package io.shoudan.transaction.payment;

import io.shoudan.transaction.simulation.SqlHouse;
import io.shoudan.transaction.simulation.StoreHouse;
import org.junit.jupiter.api.BeforeAll;

/// The tables in PostgreSQL.
class PaymentTableIT implements PaymentStoreCases {

    private static SqlHouse house;
    private static PaymentStore store;
    private static Identities identities;

    @BeforeAll
    static void start() {
        house = new SqlHouse();
        store = SqlPayments.store(house.jdbc());
        identities = new IdentityTable(house.jdbc());
    }

    @Override
    public StoreHouse house() {
        return house;
    }

    @Override
    public PaymentStore store() {
        return store;
    }

    @Override
    public Identities identities() {
        return identities;
    }
}
