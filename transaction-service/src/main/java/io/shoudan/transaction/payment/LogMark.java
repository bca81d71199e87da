package io.shoudan.transaction.payment;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Writes a mark to the log of PostgreSQL, so that the caller's database transaction has something
/// to commit.
@Component
class LogMark implements Durability {

    private final JdbcClient jdbc;

    LogMark(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void confirm() {
        jdbc.sql("select pg_logical_emit_message(true, 'shoudan', '') is not null")
                .query(Boolean.class)
                .single();
    }
}
