package io.shoudan.benchmarks.load;

import com.zaxxer.hikari.HikariDataSource;
import io.shoudan.platform.Ticker;
import io.shoudan.platform.database.SharedCommits;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/// Nothing but the rows and the two commits of each purchase, straight to the house's PostgreSQL,
/// in a database of its own. What no service on this machine can outdo.
final class BareStore implements AutoCloseable {

    private static final String DATABASE = "bare";
    private static final int CONNECTIONS = 32;

    /// As transaction-service's, but that nobody is turned away.
    private static final SharedCommits.Bounds BOUNDS =
            new SharedCommits.Bounds(2, 64, 10_000, Duration.ofSeconds(10));

    private final HikariDataSource pool;
    private final List<Till> tills;

    private BareStore(HikariDataSource pool, List<Till> tills) {
        this.pool = pool;
        this.tills = tills;
    }

    /// @param home of the project, for the scripts that make the tables
    static BareStore open(Path home, Postgres postgres, int terminals)
            throws IOException, SQLException {
        postgres.create(DATABASE);
        var ids = IntStream.range(0, terminals).mapToObj(i -> "%08d".formatted(i)).toList();
        try (var connection =
                DriverManager.getConnection(
                        postgres.url(DATABASE), postgres.user(), postgres.password())) {
            PurchaseTables.create(connection, home, ids);
        }
        var pool = postgres.pool(DATABASE, CONNECTIONS);
        var tills =
                IntStream.range(0, terminals).mapToObj(i -> new Till(ids.get(i), i + 1L)).toList();
        return new BareStore(pool, tills);
    }

    /// Each purchase by itself, at most `connections` at once.
    List<Buyer> rowByRow(int connections) {
        var gate = new Semaphore(connections, true);
        Step open = purchase -> alone(gate, PurchaseTables::open, purchase);
        Step close = purchase -> alone(gate, PurchaseTables::close, purchase);
        return buyers(open, close);
    }

    private void alone(Semaphore gate, Statement statement, Purchase purchase) {
        gate.acquireUninterruptibly();
        try {
            write(statement, List.of(purchase));
        } finally {
            gate.release();
        }
    }

    /// Purchases that come together share their commits, as in transaction-service.
    List<Buyer> coalesced() {
        return buyers(shared(PurchaseTables::open), shared(PurchaseTables::close));
    }

    private Step shared(Statement statement) {
        var commits =
                new SharedCommits<Purchase, Purchase>(
                        BOUNDS,
                        Ticker.system(),
                        Purchase::terminalId,
                        purchases -> {
                            write(statement, purchases);
                            return purchases;
                        });
        return commits::in;
    }

    private List<Buyer> buyers(Step open, Step close) {
        var buyers = new ArrayList<Buyer>();
        for (var till : tills) {
            buyers.add(
                    () -> {
                        var purchase = till.next();
                        open.of(purchase);
                        close.of(purchase);
                        return "00";
                    });
        }
        return buyers;
    }

    private void write(Statement statement, List<Purchase> purchases) {
        try (var connection = pool.getConnection()) {
            statement.execute(connection, purchases);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    @FunctionalInterface
    private interface Step {
        void of(Purchase purchase);
    }

    @FunctionalInterface
    private interface Statement {
        void execute(Connection connection, List<Purchase> purchases) throws SQLException;
    }

    /// Counts a terminal's traces. Used by one thread at a time.
    private static final class Till {
        private final String terminalId;
        private final long batchId;
        private int trace;

        Till(String terminalId, long batchId) {
            this.terminalId = terminalId;
            this.batchId = batchId;
        }

        Purchase next() {
            return new Purchase(idOfNow(), terminalId, batchId, "%06d".formatted(++trace));
        }

        /// UUID version 7, like the service's: grows with time.
        private static UUID idOfNow() {
            var random = ThreadLocalRandom.current();
            return new UUID(
                    (System.currentTimeMillis() << 16) | 0x7000 | random.nextInt(0x1000),
                    (random.nextLong() >>> 2) | Long.MIN_VALUE);
        }
    }
}
