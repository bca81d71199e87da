package io.shoudan.transaction.payment;

import io.shoudan.contracts.event.DomainEvent;
import io.shoudan.platform.outbox.PlainOutbox;
import io.shoudan.transaction.simulation.SqlHouse;
import io.shoudan.transaction.simulation.StoreHouse;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;

/// The outbox in PostgreSQL.
class OutboxAnnouncerIT implements OutboxCases {

    private static SqlHouse house;
    private static Announcer outbox;
    private static CommittedPayments committed;

    @BeforeAll
    static void start() {
        house = new SqlHouse();
        outbox = new OutboxAnnouncer(PlainOutbox.on(house.jdbc(), Clock.systemUTC()));
        committed = new CommittedPayments(house.jdbc());
    }

    @Override
    public StoreHouse house() {
        return house;
    }

    @Override
    public Announcer outbox() {
        return outbox;
    }

    @Override
    public List<DomainEvent> committed() {
        return committed.events();
    }
}
