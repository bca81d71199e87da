package io.shoudan.transaction.payment;

import io.shoudan.contracts.event.DomainEvent;
import io.shoudan.transaction.simulation.Bug;
import io.shoudan.transaction.simulation.MemoryHouse;
import io.shoudan.transaction.simulation.StoreHouse;
import java.util.List;

/// The simulation's outbox does as PostgreSQL's.
class MemoryOutboxTest implements OutboxCases {

    private static final MemoryHouse HOUSE = new MemoryHouse();
    private static final MemoryOutbox OUTBOX = new MemoryOutbox(HOUSE.database(), Bug.NONE);

    @Override
    public StoreHouse house() {
        return HOUSE;
    }

    @Override
    public Announcer outbox() {
        return OUTBOX;
    }

    @Override
    public List<DomainEvent> committed() {
        return OUTBOX.all();
    }
}
