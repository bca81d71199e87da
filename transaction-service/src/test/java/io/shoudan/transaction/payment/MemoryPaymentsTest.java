package io.shoudan.transaction.payment;

import io.shoudan.transaction.simulation.Bug;
import io.shoudan.transaction.simulation.MemoryHouse;
import io.shoudan.transaction.simulation.StoreHouse;
import java.time.LocalDate;

/// The simulation's tables do as PostgreSQL's.
class MemoryPaymentsTest implements PaymentStoreCases {

    private static final MemoryHouse HOUSE = new MemoryHouse();
    private static final PaymentStore STORE =
            new MemoryPayments(HOUSE.database(), new NumbersInMemory(), LocalDate.EPOCH, Bug.NONE);
    private static final Identities IDENTITIES = new MemoryIdentities(HOUSE.database(), Bug.NONE);

    @Override
    public StoreHouse house() {
        return HOUSE;
    }

    @Override
    public PaymentStore store() {
        return STORE;
    }

    @Override
    public Identities identities() {
        return IDENTITIES;
    }
}
