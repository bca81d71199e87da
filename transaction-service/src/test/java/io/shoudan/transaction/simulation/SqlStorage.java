package io.shoudan.transaction.simulation;

import io.shoudan.transaction.payment.PaymentTables;
import io.shoudan.transaction.reversal.ReversalTables;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/// The tables that ship, in a PostgreSQL that lives in the time of a [World].
final class SqlStorage implements Storage {

    /// As `idle_in_transaction_session_timeout` is set.
    private static final Duration IDLE_PATIENCE = Duration.ofSeconds(15);

    private final World world;
    private final SqlConnections connections;
    private final PaymentTables payments;
    private final ReversalTables reversals;

    /// @param database used by one simulation at a time; what it held is gone
    SqlStorage(World world, TimelessDatabase database) {
        this.world = world;
        database.clear();
        connections = new SqlConnections(world, database);
        var jdbc = JdbcClient.create(connections);
        payments = PaymentTables.inPostgres(jdbc, world.clock(), database.observer());
        reversals = ReversalTables.inPostgres(jdbc, database.observer());
    }

    @Override
    public PaymentTables payments() {
        return payments;
    }

    @Override
    public ReversalTables reversals() {
        return reversals;
    }

    @Override
    public PlatformTransactionManager transactions(Node node, Supplier<Fate> fates) {
        return new SqlTransactions(connections, node, world, fates);
    }

    @Override
    public void disconnect(Node node) {
        connections.open().stream().filter(it -> node.equals(it.owner())).forEach(Session::end);
    }

    @Override
    public @Nullable Instant next() {
        return connections.open().stream()
                .map(Session::leftAloneSince)
                .filter(it -> it != null)
                .map(it -> it.plus(IDLE_PATIENCE).plusNanos(1_000))
                .min(Instant::compareTo)
                .orElse(null);
    }

    @Override
    public void run() {
        var limit = world.now().minus(IDLE_PATIENCE);
        for (var each : connections.open()) {
            var since = each.leftAloneSince();
            if (since != null && since.isBefore(limit)) {
                each.end();
            }
        }
    }
}
