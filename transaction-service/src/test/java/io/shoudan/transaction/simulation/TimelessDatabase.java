package io.shoudan.transaction.simulation;

import io.shoudan.platform.testing.TestServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Properties;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcUtils;

/// Our tables in a PostgreSQL whose time each session is told: `now()` and `clock_timestamp()` of
/// our statements and columns are functions that read the setting `shoudan.now`.
///
/// Who would wait for a row is told so at once (`lock_timeout`), and a statement that fails undoes
/// itself only, not its transaction (`autosave`). Used by one thread at a time.
final class TimelessDatabase implements AutoCloseable {

    private static final String CLEAR =
            """
            delete from outbox;
            delete from terminal_reversal;
            delete from reversal;
            delete from transaction_step;
            delete from transaction_identity;
            delete from transaction;
            """;

    private final TestServers.Database database = TestServers.freshDatabase();
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final SingleConnectionDataSource observed;
    private final JdbcClient observer;

    /// @throws IllegalStateException if it can't be made
    TimelessDatabase() {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(clock(connection.getCatalog()));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        var source = new PGSimpleDataSource();
        source.setUrl(database.url());
        source.setUser(database.user());
        source.setPassword(database.password());
        SqlHouse.migrate(source);
        observed = new SingleConnectionDataSource(connect(), true);
        observer = JdbcClient.create(observed);
        SqlHouse.fill(observer);
    }

    private static String clock(String name) {
        return """
                create schema clock;
                create function clock.now() returns timestamptz stable language sql
                    return coalesce(current_setting('shoudan.now', true), '%2$s')::timestamptz;
                create function clock.clock_timestamp() returns timestamptz stable language sql
                    return clock.now();
                alter database %1$s set search_path = public, clock, pg_catalog;
                alter database %1$s set lock_timeout = '2ms';
                alter database %1$s set synchronous_commit = off;
                """
                .formatted(name, World.BEGIN);
    }

    private Connection connect() {
        var properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password());
        properties.setProperty("autosave", "always");
        try {
            return DriverManager.getConnection(database.url(), properties);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Outside of all that is simulated; sees what is committed.
    JdbcClient observer() {
        return observer;
    }

    /// A connection that nobody uses; give it back when it is not needed any more.
    Connection take() {
        var connection = idle.poll();
        return connection == null ? connect() : connection;
    }

    /// @param connection in auto-commit mode, with nothing open
    void giveBack(Connection connection) {
        idle.push(connection);
    }

    void clear() {
        observer.sql(CLEAR).update();
    }

    @Override
    public void close() {
        observed.destroy();
        idle.forEach(JdbcUtils::closeConnection);
    }
}
