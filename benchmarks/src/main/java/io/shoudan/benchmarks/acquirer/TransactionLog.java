package io.shoudan.benchmarks.acquirer;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import org.jpos.iso.ISOMsg;
import org.jpos.util.NameRegistrar;

/// One row for each purchase: inserted before the network is asked, changed once it has answered.
final class TransactionLog {

    static final String NAME = "transaction-log";

    private final HikariDataSource pool;

    TransactionLog(String url, String user, String password, int connections) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(10_000);
        pool = new HikariDataSource(config);
    }

    static TransactionLog registered() {
        return NameRegistrar.getIfExists(NAME);
    }

    void create() throws SQLException {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(
                    """
                    create table tranlog (
                      id                 bigint generated always as identity primary key,
                      terminal_id        text        not null,
                      merchant_id        text        not null,
                      batch              text        not null,
                      trace              text        not null,
                      amount_minor       bigint      not null,
                      currency           text        not null,
                      masked_pan         text        not null,
                      state              text        not null,
                      network_trace      text        not null,
                      reference          text        not null unique,
                      response_code      text,
                      authorization_code text,
                      received_at        timestamptz not null default now(),
                      decided_at         timestamptz,
                      unique (terminal_id, merchant_id, batch, trace))
                    """);
        }
    }

    /// One commit.
    ///
    /// @return the row's id
    /// @throws SQLException if it is there already, too: a repeat is not answered
    long open(ISOMsg request, ISOMsg asked) throws SQLException {
        try (var connection = pool.getConnection();
                var statement =
                        connection.prepareStatement(
                                """
                                insert into tranlog (terminal_id, merchant_id, batch, trace,
                                  amount_minor, currency, masked_pan, state, network_trace,
                                  reference)
                                values (?, ?, ?, ?, ?, ?, ?, 'SENT', ?, ?)
                                returning id
                                """)) {
            var pan = request.getString(2);
            statement.setString(1, request.getString(41));
            statement.setString(2, request.getString(42));
            statement.setString(3, request.getString(60).substring(2, 8));
            statement.setString(4, request.getString(11));
            statement.setLong(5, Long.parseLong(request.getString(4)));
            statement.setString(6, request.getString(49));
            statement.setString(
                    7, pan.substring(0, 6) + "******" + pan.substring(pan.length() - 4));
            statement.setString(8, asked.getString(11));
            statement.setString(9, asked.getString(37));
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /// Another.
    void close(long id, ISOMsg answer) throws SQLException {
        try (var connection = pool.getConnection();
                var statement =
                        connection.prepareStatement(
                                """
                                update tranlog
                                   set state = ?, response_code = ?, authorization_code = ?,
                                       decided_at = now()
                                 where id = ? and state = 'SENT'
                                """)) {
            statement.setString(1, answer.getString(39).equals("00") ? "APPROVED" : "DECLINED");
            statement.setString(2, answer.getString(39));
            statement.setString(3, answer.getString(38));
            statement.setLong(4, id);
            if (statement.executeUpdate() != 1) {
                throw new SQLException("must be open: id=" + id);
            }
        }
    }
}
