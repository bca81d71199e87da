package io.shoudan.transaction.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Tables in memory with what our statements rely on in PostgreSQL at read committed: rows locked
/// until the transaction ends, who waits for a row sees it as its holder left it, and nothing is
/// seen before it is committed. Foreign keys and their locks are left out.
///
/// Used by one thread at a time, as its [Turns] have it.
public final class MemoryDatabase {

    /// As `lock_timeout` and `idle_in_transaction_session_timeout` are set.
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(1);

    private static final Duration IDLE_PATIENCE = Duration.ofSeconds(15);

    private final Turns turns;
    private final InstantSource clock;
    private final Consumer<String> deadlocks;
    private final Set<Transaction> open = new LinkedHashSet<>();

    /// @param deadlocks told of transactions that wait for each other
    public MemoryDatabase(Turns turns, InstantSource clock, Consumer<String> deadlocks) {
        this.turns = turns;
        this.clock = clock;
        this.deadlocks = deadlocks;
    }

    /// One table: rows by key, in the order of keys.
    public <K extends Comparable<K>, T> Table<K, T> table(String name) {
        return new Table<>(name);
    }

    /// Runs one statement.
    ///
    /// @throws DataAccessResourceFailureException if the transaction's connection is gone
    public <T> T statement(String what, Supplier<T> work) {
        turns.step(what);
        var transaction = current();
        if (transaction == null) {
            return work.get();
        }
        transaction.check();
        var result = work.get();
        transaction.lastUsed = clock.instant();
        return result;
    }

    /// The same for one that writes.
    ///
    /// @throws IllegalStateException outside a transaction
    public <T> T write(String what, Supplier<T> work) {
        if (current() == null) {
            throw new IllegalStateException("must be in a transaction: " + what);
        }
        return statement(what, work);
    }

    /// Beginning of the transaction; outside of one, this moment.
    public Instant now() {
        var transaction = current();
        return transaction == null ? clock.instant() : transaction.began;
    }

    /// Has `effect` happen when the current transaction is committed.
    public void onCommit(Runnable effect) {
        Objects.requireNonNull(current()).effects.add(effect);
    }

    /// Ends transactions that were left alone for too long.
    public void endIdle() {
        var limit = clock.instant().minus(IDLE_PATIENCE);
        for (var each : List.copyOf(open)) {
            if (each.waitsFor == null && each.lastUsed.isBefore(limit)) {
                each.end(false);
            }
        }
    }

    /// When the first transaction that is left alone will be ended; null if none is open.
    public @Nullable Instant nextIdleEnd() {
        return open.stream()
                .filter(it -> it.waitsFor == null)
                .map(it -> it.lastUsed.plus(IDLE_PATIENCE).plusNanos(1_000))
                .min(Instant::compareTo)
                .orElse(null);
    }

    Transaction begin(Object owner) {
        var begun = new Transaction(owner, clock.instant());
        open.add(begun);
        return begun;
    }

    /// Its connections are gone, and with them its transactions.
    void disconnect(Object owner) {
        for (var each : List.copyOf(open)) {
            if (each.owner.equals(owner)) {
                each.end(false);
            }
        }
    }

    private @Nullable Transaction current() {
        return (Transaction) TransactionSynchronizationManager.getResource(this);
    }

    /// A database transaction.
    final class Transaction {

        private final Object owner;
        private final Instant began;
        private Instant lastUsed;
        private boolean ended;
        private @Nullable Row<?> waitsFor;
        private final List<Row<?>> held = new ArrayList<>();
        private final List<Runnable> effects = new ArrayList<>();

        Transaction(Object owner, Instant began) {
            this.owner = owner;
            this.began = began;
            this.lastUsed = began;
        }

        void check() {
            if (ended) {
                throw new DataAccessResourceFailureException("connection is gone");
            }
        }

        /// Takes effect, or not; its rows are free then.
        void end(boolean committed) {
            if (ended) {
                return;
            }
            ended = true;
            open.remove(this);
            for (var row : held) {
                row.release(committed);
            }
            if (committed) {
                effects.forEach(Runnable::run);
            }
        }
    }

    private static final class Row<T> {

        private @Nullable T committed;
        private @Nullable T pending;
        private boolean changed;
        private @Nullable Transaction holder;

        void release(boolean keep) {
            if (keep && changed) {
                committed = pending;
            }
            pending = null;
            changed = false;
            holder = null;
        }
    }

    /// Rows by key. Methods that lock or write belong into [#write].
    public final class Table<K extends Comparable<K>, T> {

        private final String name;
        private final Map<K, Row<T>> rows = new TreeMap<>();

        private Table(String name) {
            this.name = name;
        }

        /// As the calling transaction sees it.
        public @Nullable T find(K key) {
            var row = rows.get(key);
            return row == null ? null : visible(row);
        }

        /// All rows that the calling transaction sees.
        public Stream<T> all() {
            return rows.values().stream().map(this::visible).filter(Objects::nonNull);
        }

        /// Keys of all rows that were ever there, in their order.
        public List<K> keys() {
            return List.copyOf(rows.keySet());
        }

        /// The row as it is once nobody else holds it; this transaction does now, even if there is
        /// none yet.
        public @Nullable T lock(K key) {
            var row = rows.computeIfAbsent(key, _ -> new Row<>());
            hold(key, row);
            return visible(row);
        }

        /// Whether another transaction holds the row.
        public boolean heldByAnother(K key) {
            var row = rows.get(key);
            return row != null && row.holder != null && row.holder != current();
        }

        /// Writes a row that [#lock] gave.
        ///
        /// @param value null to delete it
        public void put(K key, @Nullable T value) {
            var row = Objects.requireNonNull(rows.get(key));
            if (row.holder == null || row.holder != current()) {
                throw new IllegalStateException("must be locked: " + name + " " + key);
            }
            row.pending = value;
            row.changed = true;
        }

        /// Adds a row, unless there is one.
        public boolean insert(K key, T value) {
            if (lock(key) != null) {
                return false;
            }
            put(key, value);
            return true;
        }

        private void hold(K key, Row<T> row) {
            var self = Objects.requireNonNull(current());
            if (row.holder == self) {
                return;
            }
            if (row.holder != null) {
                self.waitsFor = row;
                tellOfDeadlock(self, key);
                boolean free = turns.await(() -> row.holder == null, LOCK_PATIENCE);
                self.waitsFor = null;
                self.check();
                if (!free) {
                    throw new CannotAcquireLockException("waited too long: " + name + " " + key);
                }
            }
            row.holder = self;
            self.held.add(row);
        }

        private void tellOfDeadlock(Transaction self, K key) {
            var next = self.waitsFor;
            while (next != null && next.holder != null) {
                if (next.holder == self) {
                    deadlocks.accept("deadlock on " + name + " " + key);
                    return;
                }
                next = next.holder.waitsFor;
            }
        }

        private @Nullable T visible(Row<T> row) {
            return row.changed && row.holder == current() ? row.pending : row.committed;
        }
    }
}
