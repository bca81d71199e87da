package io.shoudan.transaction.payment;

import io.shoudan.contracts.event.DomainEvent;
import io.shoudan.platform.outbox.PlainOutbox;
import io.shoudan.transaction.simulation.Bug;
import io.shoudan.transaction.simulation.MemoryDatabase;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/// This package's classes over tables that all nodes share.
public final class PaymentTables {

    private final Identities identities;
    private final Payments payments;
    private final Claims claims;
    private final Captures captures;
    private final Durability durability;
    private final Function<UUID, Payment> joined;
    private final Supplier<List<PaymentCells>> all;
    private final Supplier<List<DomainEvent>> events;

    private PaymentTables(
            PaymentStore store,
            CaptureStore captureStore,
            Announcer announcer,
            Identities identities,
            Durability durability,
            Function<UUID, Payment> joined,
            Supplier<List<PaymentCells>> all,
            Supplier<List<DomainEvent>> events) {
        this.identities = identities;
        this.payments = new Payments(store, announcer);
        this.claims = new Claims(store, payments);
        this.captures = new Captures(captureStore, announcer);
        this.durability = durability;
        this.joined = joined;
        this.all = all;
        this.events = events;
    }

    /// What is committed in memory is as durable as it gets.
    public static PaymentTables inMemory(
            MemoryDatabase database, NumbersInMemory numbers, LocalDate businessDate, Bug bug) {
        var rows = new MemoryPayments(database, numbers, businessDate, bug);
        var outbox = new MemoryOutbox(database, bug);
        return new PaymentTables(
                rows,
                rows,
                outbox,
                new MemoryIdentities(database, bug),
                () -> {},
                id -> Objects.requireNonNull(rows.joined(id)).payment(),
                rows::all,
                outbox::all);
    }

    /// The tables that ship.
    ///
    /// @param observer outside of all that is observed
    public static PaymentTables inPostgres(JdbcClient jdbc, Clock clock, JdbcClient observer) {
        var rows = SqlPayments.store(jdbc);
        var committed = new CommittedPayments(observer);
        return new PaymentTables(
                rows,
                new CaptureTable(jdbc),
                new OutboxAnnouncer(PlainOutbox.on(jdbc, clock)),
                new IdentityTable(jdbc),
                new LogMark(jdbc),
                id -> rows.find(id).orElseThrow(),
                committed::payments,
                committed::events);
    }

    public Payments payments() {
        return payments;
    }

    public Claims claims() {
        return claims;
    }

    public Captures captures() {
        return captures;
    }

    public Identities identities() {
        return identities;
    }

    public Durability durability() {
        return durability;
    }

    /// As the calling transaction sees it, in memory without a step of its own: for joins.
    public Payment joined(UUID id) {
        return joined.apply(id);
    }

    /// What is committed.
    public List<PaymentCells> all() {
        return all.get();
    }

    /// Events that are committed, in the order in which they were written.
    public List<DomainEvent> events() {
        return events.get();
    }
}
