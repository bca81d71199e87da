package io.shoudan.transaction.reversal;

import io.shoudan.transaction.payment.NumbersInMemory;
import io.shoudan.transaction.payment.PaymentTables;
import io.shoudan.transaction.simulation.MemoryDatabase;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/// This package's tables, which all nodes share.
public final class ReversalTables {

    private final Function<ReversalSignal, ReversalStore> reversals;
    private final TerminalReversalStore terminalReversals;
    private final Supplier<List<ReversalCells>> all;

    private ReversalTables(
            Function<ReversalSignal, ReversalStore> reversals,
            TerminalReversalStore terminalReversals,
            Supplier<List<ReversalCells>> all) {
        this.reversals = reversals;
        this.terminalReversals = terminalReversals;
        this.all = all;
    }

    public static ReversalTables inMemory(
            MemoryDatabase database,
            NumbersInMemory numbers,
            PaymentTables payments,
            LocalDate businessDate) {
        var tables = new MemoryReversals.Tables(database, numbers, payments::joined);
        return new ReversalTables(
                signal -> new MemoryReversals(tables, signal),
                new MemoryTerminalReversals(database, payments::joined, businessDate),
                tables::all);
    }

    /// The tables that ship.
    ///
    /// @param observer outside of all that is observed
    public static ReversalTables inPostgres(JdbcClient jdbc, JdbcClient observer) {
        return new ReversalTables(
                signal -> new ReversalTable(jdbc, signal),
                new TerminalReversalTable(jdbc),
                () -> committed(observer));
    }

    private static List<ReversalCells> committed(JdbcClient observer) {
        return observer.sql("select * from reversal order by id").query(ReversalCells::map).list();
    }

    ReversalStore reversals(ReversalSignal signal) {
        return reversals.apply(signal);
    }

    TerminalReversalStore terminalReversals() {
        return terminalReversals;
    }

    /// What is committed, in the order in which they came to be owed.
    public List<ReversalCells> all() {
        return all.get();
    }
}
