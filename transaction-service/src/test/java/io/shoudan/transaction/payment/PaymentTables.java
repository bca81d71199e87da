package io.shoudan.transaction.payment;

import io.shoudan.contracts.event.DomainEvent;
import io.shoudan.transaction.simulation.Bug;
import io.shoudan.transaction.simulation.MemoryDatabase;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/// This package's classes over tables in memory, which all nodes share.
public final class PaymentTables {

    private final MemoryPayments rows;
    private final MemoryOutbox outbox;
    private final Identities identities;
    private final Payments payments;
    private final Claims claims;
    private final Captures captures;

    public PaymentTables(
            MemoryDatabase database, NumbersInMemory numbers, LocalDate businessDate, Bug bug) {
        rows = new MemoryPayments(database, numbers, businessDate, bug);
        outbox = new MemoryOutbox(database, bug);
        identities = new MemoryIdentities(database, bug);
        payments = new Payments(rows, outbox);
        claims = new Claims(rows, payments);
        captures = new Captures(rows, outbox);
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

    /// What is committed in memory is as durable as it gets.
    public Durability durability() {
        return () -> {};
    }

    /// As the calling transaction sees it, without a step of its own: for joins.
    public Payment joined(UUID id) {
        return Objects.requireNonNull(rows.joined(id)).payment();
    }

    /// What is committed.
    public List<PaymentCells> all() {
        return rows.all();
    }

    /// Events that are committed, in the order in which they were written.
    public List<DomainEvent> events() {
        return outbox.all();
    }
}
