package io.shoudan.transaction.simulation;

import java.sql.Connection;
import java.sql.SQLFeatureNotSupportedException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;

/// For classes that own a table which a simulation does not have.
public final class NoDatabase extends AbstractDataSource {

    /// Fails when it is used.
    public static JdbcClient jdbc() {
        return JdbcClient.create(new NoDatabase());
    }

    @Override
    public Connection getConnection() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("this table is not simulated");
    }

    @Override
    public Connection getConnection(String user, String password)
            throws SQLFeatureNotSupportedException {
        return getConnection();
    }
}
