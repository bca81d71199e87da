package io.shoudan.transaction.simulation;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDataSource;

/// Connections of all nodes to one database.
final class SqlConnections extends AbstractDataSource {

    private final World world;
    private final TimelessDatabase database;
    private final Set<Session> open = new LinkedHashSet<>();
    private @Nullable Node owner;
    private long ended;

    SqlConnections(World world, TimelessDatabase database) {
        this.world = world;
        this.database = database;
    }

    /// Whose the connections are that are taken from now on.
    void ownedBy(@Nullable Node node) {
        owner = node;
    }

    @Override
    public Connection getConnection() {
        var session = new Session(this, world, database.take(), owner);
        open.add(session);
        return (Connection)
                Proxy.newProxyInstance(
                        Connection.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        session);
    }

    @Override
    public Connection getConnection(String user, String password) {
        return getConnection();
    }

    List<Session> open() {
        return List.copyOf(open);
    }

    /// How many transactions have ended: whoever waits for a row tries again then.
    long ended() {
        return ended;
    }

    void transactionEnded() {
        ended++;
    }

    void closed(Session session, Connection connection) {
        open.remove(session);
        database.giveBack(connection);
    }
}
