package io.shoudan.platform.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// A pool behind its gate: a connection holds its place until it is closed.
final class GatedDataSource extends DelegatingDataSource {

    private final DatabaseGate gate;

    GatedDataSource(DataSource pool, DatabaseGate gate) {
        super(pool);
        this.gate = gate;
    }

    DatabaseGate gate() {
        return gate;
    }

    /// @throws Busy if the gate stayed closed
    @Override
    public Connection getConnection() throws SQLException {
        gate.enter();
        boolean handedOut = false;
        try {
            var connection = gated(obtainTargetDataSource().getConnection());
            handedOut = true;
            return connection;
        } finally {
            if (!handedOut) {
                gate.leave();
            }
        }
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new UnsupportedOperationException("the pool has one role");
    }

    private Connection gated(Connection connection) {
        return (Connection)
                Proxy.newProxyInstance(
                        GatedDataSource.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        new Gated(connection, gate));
    }

    /// Passes everything on and gives the place back once, at the first close.
    private static final class Gated implements InvocationHandler {

        private final Connection connection;
        private final DatabaseGate gate;
        private final AtomicBoolean closed = new AtomicBoolean();

        Gated(Connection connection, DatabaseGate gate) {
            this.connection = connection;
            this.gate = gate;
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // Two connections are equal if they are the same.
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
                throws Throwable {
            try {
                return switch (method.getName()) {
                    case "equals" -> arguments != null && proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> method.invoke(connection, arguments);
                };
            } catch (InvocationTargetException e) {
                throw e.getTargetException();
            } finally {
                if (method.getName().equals("close") && closed.compareAndSet(false, true)) {
                    gate.leave();
                }
            }
        }
    }
}
