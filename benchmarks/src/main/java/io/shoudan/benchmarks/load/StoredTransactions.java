package io.shoudan.benchmarks.load;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/// Fills transaction-service's tables by COPY with purchases of the past 90 days, settled long ago:
/// of 1,000 merchants, one of whom is the demo's first, each with ten terminals.
final class StoredTransactions {

    private static final int MERCHANTS = 1_000;
    private static final int TERMINALS = 10_000;
    private static final int DAYS = 90;
    private static final long CHUNK = 50_000;
    private static final String MEASURED = "898310058120001";
    private static final String HASH = "\\\\x" + "5a".repeat(32);
    private static final String SEALED = "\\\\x" + "a5".repeat(64);
    private static final DateTimeFormatter YEAR_AND_DAY =
            DateTimeFormatter.ofPattern("yyyyDDD").withZone(ZoneOffset.UTC);

    /// Step, state and number of the change.
    private static final String[] STEPS = {
        "RECEIVED\tRECEIVED\t\\N",
        "SENT_TO_NETWORK\tSENT\t1",
        "APPROVED_BY_ISSUER\tAPPROVED\t2",
        "CAPTURED\tCAPTURED\t3",
        "SETTLED\tSETTLED\t4"
    };

    private static final String BATCHES =
            """
            insert into terminal_batch (
                   terminal_id, merchant_id, batch_number, state, currency, closing, close_due_at,
                   closed_at, member_count, captured_domestic, captured_foreign)
            select (80000000 + n)::text, '898310058120001', '000001', 'CLOSED', 'CNY', 'BALANCED',
                   now(), now(), 0, '{0,0,0,0}', '{0,0,0,0}'
              from generate_series(0, 9999) n
             order by n
            """;

    private static final String TRANSACTIONS =
            """
            copy transaction (
                id, kind, state, terminal_id, merchant_id, batch_id, batch_number, trace_number,
                condition_code, amount_minor, currency, masked_pan, last_four, pan_sealed,
                pan_hash, entry_mode, issuer, issuer_code, scheme, card_region, matched_range,
                directory_version, network, retrieval_reference, network_trace, transmitted_at,
                send_deadline_at, authorization_code, issuer_response_code, business_date,
                received_at, decided_at, answer_result, capture_batch_id, merchant_name,
                merchant_category, outlet_id, outlet_name, outlet_address, region_code, step_count,
                transition_count) from stdin
            """;

    private static final String TIMELINES =
            "copy transaction_step (transaction_id, sequence, step, state, transition, at)"
                    + " from stdin";

    private static final String IDENTITIES =
            """
            copy transaction_identity (
                terminal_id, merchant_id, batch_number, trace_number, mti_class, processing_code,
                transaction_type, transaction_id, digest, business_date, taken_at) from stdin
            """;

    private final Postgres postgres;
    private final Instant begin =
            LocalDate.now(ZoneOffset.UTC).minusDays(DAYS).atStartOfDay().toInstant(ZoneOffset.UTC);
    private final long pauseMicros;
    private final long firstBatch;
    private long stored;

    /// @param most how many there will be at last: they are spread evenly over the days
    StoredTransactions(Postgres postgres, long most) throws SQLException {
        this.postgres = postgres;
        this.pauseMicros = Duration.ofDays(DAYS - 1).toMillis() * 1_000 / most;
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(
                    """
                    insert into cut_over (business_date, starts_at)
                    select current_date - n, (current_date - n - 1) + time '15:00'
                      from generate_series(2, 92) n
                        on conflict do nothing
                    """);
            statement.execute(BATCHES);
            try (var row =
                    statement.executeQuery(
                            "select id from terminal_batch where terminal_id = '80000000'")) {
                row.next();
                firstBatch = row.getLong(1);
            }
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                postgres.url("transaction"), postgres.user(), postgres.password());
    }

    /// Adds rows until there are `count` transactions.
    ///
    /// @return what the database takes on disk then, in bytes
    long fill(long count) throws IOException, SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            // Whatever rows refer to is there; asking for each would take longest.
            statement.execute("set session_replication_role = replica");
            var copies = connection.unwrap(PGConnection.class).getCopyAPI();
            while (stored < count) {
                copy(copies, Math.min(count, stored + CHUNK));
            }
            statement.execute("vacuum analyze");
            statement.execute("checkpoint");
            try (var row = statement.executeQuery("select pg_database_size(current_database())")) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private void copy(CopyManager copies, long end) throws IOException, SQLException {
        var transactions = new StringBuilder();
        var timelines = new StringBuilder();
        var identities = new StringBuilder();
        for (; stored < end; stored++) {
            var row = new Row(stored);
            row.transaction(transactions);
            row.timeline(timelines);
            row.identity(identities);
        }
        copies.copyIn(TRANSACTIONS, new StringReader(transactions.toString()));
        copies.copyIn(TIMELINES, new StringReader(timelines.toString()));
        copies.copyIn(IDENTITIES, new StringReader(identities.toString()));
    }

    /// The purchase of a number; numbers grow with time.
    private final class Row {

        private final Instant at;
        private final LocalDate businessDate;
        private final String id;
        private final String terminalId;
        private final String merchantId;
        private final long batchId;
        private final String trace;
        private final String reference;

        Row(long number) {
            at = begin.plusNanos(number * pauseMicros * 1_000);
            businessDate = LocalDate.ofInstant(at, ZoneOffset.UTC);
            id = "%012x".formatted(at.toEpochMilli());
            terminalId = Long.toString(80_000_000 + number % TERMINALS);
            long merchant = number % MERCHANTS;
            merchantId = merchant == 0 ? MEASURED : Long.toString(898_000_000_000_000L + merchant);
            batchId = firstBatch + number % TERMINALS;
            trace = "%06d".formatted(number / TERMINALS + 1);
            reference = YEAR_AND_DAY.format(at).substring(3) + "%08d".formatted(number);
        }

        private String uuid() {
            // Version 7: time, then what tells those of one millisecond apart.
            return id.substring(0, 8) + "-" + id.substring(8) + "-7000-8000-" + reference;
        }

        void transaction(StringBuilder copy) {
            line(
                    copy,
                    uuid(),
                    "PURCHASE",
                    "SETTLED",
                    terminalId,
                    merchantId,
                    batchId,
                    "000001",
                    trace,
                    "00",
                    1000,
                    "CNY",
                    "622500******0014",
                    "0014",
                    SEALED,
                    HASH,
                    "012",
                    "DEMO_BANK",
                    "01050000",
                    "CUP",
                    "DOMESTIC",
                    "622500-622500",
                    1,
                    "UNIONPAY",
                    reference,
                    "000001",
                    at,
                    at,
                    "A1B2C3",
                    "00",
                    businessDate,
                    at,
                    at,
                    "APPROVED",
                    batchId,
                    "Demo Tea House",
                    "5814",
                    "pudong-1",
                    "Pudong",
                    "1 Century Avenue",
                    "310115",
                    STEPS.length,
                    STEPS.length - 1);
        }

        void timeline(StringBuilder copy) {
            for (int i = 0; i < STEPS.length; i++) {
                line(copy, uuid(), i + 1, STEPS[i], at);
            }
        }

        void identity(StringBuilder copy) {
            line(
                    copy,
                    terminalId,
                    merchantId,
                    "000001",
                    trace,
                    "02",
                    "000000",
                    "22",
                    uuid(),
                    HASH,
                    businessDate,
                    at);
        }

        private static void line(StringBuilder copy, Object... values) {
            for (int i = 0; i < values.length; i++) {
                copy.append(i == 0 ? "" : "\t").append(values[i]);
            }
            copy.append('\n');
        }
    }
}
