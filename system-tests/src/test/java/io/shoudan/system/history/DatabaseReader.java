package io.shoudan.system.history;

import io.shoudan.system.history.Fact.Backlog;
import io.shoudan.system.history.Fact.Copied;
import io.shoudan.system.history.Fact.Entry;
import io.shoudan.system.history.Fact.Identity;
import io.shoudan.system.history.Fact.Line;
import io.shoudan.system.history.Fact.Owned;
import io.shoudan.system.history.Fact.Payment;
import io.shoudan.system.history.Fact.Posting;
import io.shoudan.system.history.Fact.Reversal;
import io.shoudan.system.history.Fact.Searched;
import io.shoudan.system.history.Fact.SettledBatch;
import io.shoudan.system.history.Fact.Step;
import io.shoudan.system.history.Fact.SwitchChange;
import io.shoudan.system.history.Fact.Taken;
import io.shoudan.system.history.Fact.TerminalBatch;
import io.shoudan.system.history.Fact.TerminalReversal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads one service's database in one snapshot, and changes nothing.
final class DatabaseReader implements AutoCloseable {

    private record Query(Class<? extends Fact> kind, String sql) {}

    private static final Map<String, List<Query>> QUERIES =
            Map.of(
                    "transaction-service",
                    transactions(),
                    "settlement-service",
                    settlement(),
                    "terminal-service",
                    List.of(
                            new Query(
                                    Copied.class,
                                    """
                                    select 'merchant.v1' as topic, merchant_id as key, version,
                                           status from merchant
                                    union all
                                    select 'binding.v1', terminal_id, version, status from binding
                                    """)),
                    "merchant-service",
                    List.of(
                            new Query(
                                    Owned.class,
                                    """
                                    select 'merchant.v1' as topic, merchant_id as key, version,
                                           status from merchant
                                    union all
                                    select 'binding.v1', terminal_id, version, status from binding
                                    union all
                                    select 'tariff.v1', merchant_id, version, null from tariff
                                    """)));

    private final String service;
    private final Connection connection;

    DatabaseReader(String service, Sources.Database database) throws SQLException {
        this.service = service;
        this.connection =
                DriverManager.getConnection(database.url(), database.user(), database.password());
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    }

    private static List<Query> transactions() {
        return List.of(
                new Query(
                        Payment.class,
                        """
                        select id, kind, state, terminal_id, merchant_id, batch_id, batch_number,
                               trace_number, amount_minor, currency, refunded_minor, network,
                               issuer, retrieval_reference, authorization_code, business_date,
                               received_at, send_deadline_at, answer_result, original_id,
                               holds_claim, void_claim_id, capture_batch_id, capture_reversed_on,
                               transition_count
                          from transaction order by id
                        """),
                new Query(
                        Step.class,
                        """
                        select transaction_id, sequence, step, state, transition
                          from transaction_step order by transaction_id, sequence
                        """),
                new Query(
                        Identity.class,
                        """
                        select terminal_id, merchant_id, batch_number, trace_number,
                               processing_code, transaction_type, transaction_id
                          from transaction_identity order by taken_at, trace_number
                        """),
                new Query(
                        Reversal.class,
                        "select id, transaction_id, state, attempts from reversal order by id"),
                new Query(
                        TerminalReversal.class,
                        """
                        select terminal_id, merchant_id, batch_number, trace_number,
                               processing_code, transaction_type, transaction_id, withheld
                          from terminal_reversal order by recorded_at
                        """),
                new Query(
                        TerminalBatch.class,
                        """
                        select id, terminal_id, merchant_id, batch_number, state, member_count,
                               opened_at, closed_at
                          from terminal_batch order by id
                        """),
                new Query(
                        SwitchChange.class,
                        """
                        select id, scope, name, open, changed_at
                          from route_switch_change order by id
                        """),
                new Query(
                        Copied.class,
                        """
                        select 'merchant.v1' as topic, merchant_id as key, version, status
                          from merchant
                        union all
                        select 'binding.v1', terminal_id, version, status from binding
                        """));
    }

    private static List<Query> settlement() {
        return List.of(
                new Query(
                        Line.class,
                        """
                        select transaction_id, kind, merchant_id, terminal_id, batch_id,
                               retrieval_reference, amount_minor, currency, business_date, state,
                               fee_minor
                          from settlement_line order by captured_at, transaction_id, kind
                        """),
                new Query(
                        Entry.class,
                        """
                        select entry_id, source_id, business_date
                          from journal_entry order by entry_id
                        """),
                new Query(
                        Posting.class,
                        """
                        select entry_id, number, account, side, amount_minor, currency
                          from posting order by entry_id, number
                        """),
                new Query(
                        SettledBatch.class,
                        """
                        select batch_id, terminal_id, member_count, applied_at, settled_at
                          from batch order by batch_id
                        """),
                new Query(
                        Copied.class,
                        """
                        select 'merchant.v1' as topic, merchant_id as key, version,
                               null as status
                          from merchant
                        union all
                        select 'tariff.v1', merchant_id, max(version), null
                          from tariff group by merchant_id
                        """));
    }

    /// What the service keeps.
    List<Fact> facts() throws SQLException {
        List<Fact> all = new ArrayList<>();
        for (var query : QUERIES.getOrDefault(service, List.of())) {
            all.addAll(rows(query.kind, query.sql));
        }
        all.addAll(rows(Backlog.class, "select count(*) as events from outbox"));
        all.addAll(rows(Taken.class, "select consumer, event_id from inbox order by taken_at"));
        return all;
    }

    /// Rows as JSON, with the name of the service in front.
    private <F extends Fact> List<F> rows(Class<F> kind, String sql) throws SQLException {
        List<F> all = new ArrayList<>();
        try (var statement =
                connection.prepareStatement(
                        "select jsonb_build_object('service', ?::text) || to_jsonb(found) from ("
                                + sql
                                + ") found")) {
            statement.setString(1, service);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    all.add(HistoryJson.ROWS.readValue(rows.getString(1), kind));
                }
            }
        }
        return all;
    }

    /// Looks through every column of every table.
    ///
    /// @param pattern POSIX regular expression, whatever the case
    List<Searched> search(String pattern) throws SQLException {
        List<Searched> all = new ArrayList<>();
        for (var table : tables()) {
            try (var statement =
                    connection.prepareStatement(
                            "select count(*), count(*) filter (where found::text ~* ?) from \""
                                    + table
                                    + "\" found")) {
                statement.setString(1, pattern);
                try (var row = statement.executeQuery()) {
                    row.next();
                    all.add(
                            new Searched(
                                    "table " + service + "." + table,
                                    row.getLong(1),
                                    row.getLong(2)));
                }
            }
        }
        return all;
    }

    private List<String> tables() throws SQLException {
        List<String> names = new ArrayList<>();
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                """
                                select table_name from information_schema.tables
                                 where table_schema = 'public' and table_type = 'BASE TABLE'
                                 order by table_name
                                """)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /// What is still on its way, for people; empty if nothing is.
    List<String> pending() throws SQLException {
        List<String> all = new ArrayList<>();
        for (var backlog : rows(Backlog.class, "select count(*) as events from outbox")) {
            if (backlog.events() > 0) {
                all.add(service + " has " + backlog.events() + " events to say");
            }
        }
        if (service.equals("transaction-service")) {
            try (var statement = connection.createStatement();
                    var rows =
                            statement.executeQuery(
                                    """
                                    select 'payment ' || retrieval_reference || ' is ' || state
                                      from transaction
                                     where state in ('RECEIVED', 'SENT', 'UNKNOWN', 'REVERSAL_DUE')
                                    union all
                                    select 'reversal ' || id || ' is ' || state from reversal
                                     where state in ('DUE', 'SENT')
                                    union all
                                    select 'batch ' || id || ' is ' || state from terminal_batch
                                     where state = 'CLOSING'
                                    """)) {
                while (rows.next()) {
                    all.add(rows.getString(1));
                }
            }
        }
        return all;
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.close();
    }
}
