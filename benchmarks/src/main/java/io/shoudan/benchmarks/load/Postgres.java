package io.shoudan.benchmarks.load;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.DriverManager;
import java.sql.SQLException;

/// The house's PostgreSQL, as durable for its guests as for the house.
record Postgres(int port, String password) {

    String user() {
        return "postgres";
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    void create(String database) throws SQLException {
        try (var connection = DriverManager.getConnection(url("postgres"), user(), password);
                var statement = connection.createStatement()) {
            statement.execute("create database \"" + database + "\"");
        }
    }

    HikariDataSource pool(String database, int connections) {
        var config = new HikariConfig();
        config.setJdbcUrl(url(database));
        config.setUsername(user());
        config.setPassword(password);
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(10_000);
        return new HikariDataSource(config);
    }

    /// Version and durability, as the server says.
    String described() throws SQLException {
        try (var connection = DriverManager.getConnection(url("postgres"), user(), password);
                var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                """
                                select 'PostgreSQL ' || current_setting('server_version')
                                    || ', fsync ' || current_setting('fsync')
                                    || ', synchronous_commit '
                                    || current_setting('synchronous_commit')
                                """)) {
            row.next();
            return row.getString(1);
        }
    }

    /// Not even by mistake.
    @Override
    public String toString() {
        return "Postgres[port=" + port + "]";
    }
}
