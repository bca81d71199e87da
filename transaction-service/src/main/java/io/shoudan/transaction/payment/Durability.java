package io.shoudan.transaction.payment;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Makes an answer from what was recorded before as durable as a first one (money rule 5): what
/// was read may have been committed by somebody whose commit a standby has not acknowledged. A
/// commit of our own waits for everything before it. One that locked a row has something to commit
/// anyway.
@Component
public final class Durability {

    private final JdbcClient jdbc;

    Durability(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Writes a mark to the log, so that the caller's database transaction has something to commit.
    public void confirm() {
        jdbc.sql("select pg_logical_emit_message(true, 'shoudan', '') is not null")
                .query(Boolean.class)
                .single();
    }
}
