package io.shoudan.transaction.simulation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLState;

/// A connection whose statements are steps of a [World], and that waits for rows in its time.
///
/// A statement that waits is tried again when a transaction has ended. PostgreSQL would go on with
/// it instead, and look again at those rows only that it waited for.
final class Session implements InvocationHandler {

    /// As `lock_timeout` is set.
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(1);

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final int NAME_LENGTH = 60;

    private final SqlConnections connections;
    private final World world;
    private final Connection connection;
    private final @Nullable Node owner;
    private boolean gone;
    private boolean waiting;
    private @Nullable Instant lastUsed;

    /// @param connection given back when this is closed, or ended
    Session(SqlConnections connections, World world, Connection connection, @Nullable Node owner) {
        this.connections = connections;
        this.world = world;
        this.connection = connection;
        this.owner = owner;
    }

    @Nullable Node owner() {
        return owner;
    }

    /// When its open transaction did something last; null if it has none, or waits for a row.
    @Nullable Instant leftAloneSince() {
        return waiting ? null : lastUsed;
    }

    /// Breaks it: its transaction is undone, and whoever uses it is told that it is gone.
    void end() {
        if (gone) {
            return;
        }
        gone = true;
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        ended();
        connections.closed(this, connection);
    }

    private void ended() {
        if (lastUsed != null) {
            lastUsed = null;
            connections.transactionEnded();
        }
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
            throws Throwable {
        return switch (method.getName()) {
            case "close" -> {
                close();
                yield null;
            }
            case "isClosed" -> gone;
            case "equals" -> is(first(arguments));
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "session of " + owner;
            case "rollback", "setAutoCommit" -> {
                if (!gone) {
                    call(connection, method, arguments);
                    begunOrEnded();
                }
                yield null;
            }
            case "commit" -> {
                check();
                call(connection, method, arguments);
                ended();
                yield null;
            }
            case "prepareStatement" -> {
                check();
                var statement = Objects.requireNonNull(call(connection, method, arguments));
                yield stepping((PreparedStatement) statement, (String) first(arguments));
            }
            default -> {
                check();
                yield call(connection, method, arguments);
            }
        };
    }

    private boolean is(Object other) {
        return Proxy.isProxyClass(other.getClass()) && equals(Proxy.getInvocationHandler(other));
    }

    private static Object first(Object @Nullable [] arguments) {
        return Objects.requireNonNull(arguments)[0];
    }

    private void close() {
        if (!gone) {
            end();
        }
    }

    private void check() throws SQLException {
        if (gone) {
            throw new SQLException("gone", PSQLState.CONNECTION_FAILURE.getState());
        }
    }

    private void begunOrEnded() throws SQLException {
        if (connection.getAutoCommit()) {
            ended();
        } else {
            lastUsed = world.now();
            tellTime();
        }
    }

    /// Moment of the transaction, or of the statement that is one.
    private void tellTime() throws SQLException {
        try (var statement =
                connection.prepareStatement("select set_config('shoudan.now', ?, false)")) {
            statement.setString(1, world.now().toString());
            statement.execute();
        }
    }

    private PreparedStatement stepping(PreparedStatement statement, String sql) {
        return (PreparedStatement)
                Proxy.newProxyInstance(
                        PreparedStatement.class.getClassLoader(),
                        new Class<?>[] {PreparedStatement.class},
                        (_, method, arguments) ->
                                method.getName().startsWith("execute")
                                        ? step(statement, sql, method, arguments)
                                        : call(statement, method, arguments));
    }

    private @Nullable Object step(
            PreparedStatement statement, String sql, Method method, Object @Nullable [] arguments)
            throws Throwable {
        world.step(named(sql));
        check();
        if (connection.getAutoCommit()) {
            tellTime();
        }
        long end = world.nanos() + LOCK_PATIENCE.toNanos();
        while (true) {
            try {
                var result = call(statement, method, arguments);
                if (lastUsed != null) {
                    lastUsed = world.now();
                }
                return result;
            } catch (SQLException e) {
                if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState()) || !waitedUntil(end)) {
                    throw e;
                }
                check();
            }
        }
    }

    /// Whether a transaction ended before `end`, in nanoseconds of the world.
    private boolean waitedUntil(long end) {
        long seen = connections.ended();
        world.note("waits for a row");
        waiting = true;
        try {
            return world.await(
                    () -> gone || connections.ended() > seen,
                    Duration.ofNanos(end - world.nanos()));
        } finally {
            waiting = false;
        }
    }

    private static String named(String sql) {
        var name = sql.strip().replaceAll("\\s+", " ");
        return name.length() <= NAME_LENGTH ? name : name.substring(0, NAME_LENGTH);
    }

    private static @Nullable Object call(
            Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
