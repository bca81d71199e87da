package io.shoudan.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/// The rows that transaction-service writes for an approved purchase, each of the two commits in
/// one statement: fewer round trips than any service can do with.
final class PurchaseTables {

    private static final String INTENT =
            """
            with drafts as materialized (
              select * from unnest(?::uuid[], ?::text[], ?::bigint[], ?::text[], ?::bytea[])
                  as draft (id, terminal_id, batch_id, trace_number, digest)),
            identified as (
              insert into transaction_identity (
                terminal_id, merchant_id, batch_number, trace_number, mti_class, processing_code,
                transaction_type, transaction_id, digest, business_date)
              select terminal_id, '898310058120001', '000001', trace_number, '02', '000000', '22',
                     id, digest, current_date
                from drafts order by terminal_id),
            created as (
              insert into transaction (
                id, kind, state, terminal_id, merchant_id, batch_id, batch_number, trace_number,
                condition_code, amount_minor, currency, masked_pan, last_four, pan_sealed,
                pan_hash, entry_mode, issuer, issuer_code, scheme, card_region, matched_range,
                directory_version, network, retrieval_reference, network_trace, transmitted_at,
                send_deadline_at, business_date, merchant_name, merchant_category, outlet_id,
                outlet_name, outlet_address, region_code, step_count, transition_count)
              select id, 'PURCHASE', 'SENT', terminal_id, '898310058120001', batch_id, '000001',
                     trace_number, '00', 1000, 'CNY', '622500******0014', '0014', digest || digest,
                     digest, '012', 'DEMO_BANK', '01050000', 'CUP', 'DOMESTIC', '622500-622500', 1,
                     'UNIONPAY',
                     to_char(now(), 'YDDD') || lpad(nextval('retrieval_reference')::text, 8, '0'),
                     lpad(nextval('network_trace')::text, 6, '0'), date_trunc('second', now()),
                     now() + interval '20 seconds', current_date, 'Demo Tea House', '5814',
                     'pudong-1', 'Pudong', '1 Century Avenue', '310115', 2, 1
                from drafts order by id),
            stepped as (
              insert into transaction_step (transaction_id, sequence, step, state, transition)
              select id, 1, 'RECEIVED', 'RECEIVED', null::int from drafts
               union all
              select id, 2, 'SENT_TO_NETWORK', 'SENT', 1 from drafts)
            insert into outbox (shard, topic, key, headers, payload)
            select abs(hashtext(id::text)) % 16, 'transaction.v1', id::text, ?::jsonb, ?
              from drafts
            """;

    private static final String OUTCOME =
            """
            with asked as materialized (select id from unnest(?::uuid[]) as asked (id)),
            locked as materialized (
              select id from transaction where id = any(?::uuid[]) order by id for update),
            moved as (
              update transaction it
                 set state = 'APPROVED', step_count = step_count + 1,
                     transition_count = transition_count + 1, answer_result = 'APPROVED',
                     issuer_response_code = '00', authorization_code = 'A1B2C3',
                     decided_at = now()
                from asked join locked on locked.id = asked.id
               where it.id = asked.id and it.state = 'SENT'
              returning it.id, it.step_count, it.transition_count),
            stepped as (
              insert into transaction_step (transaction_id, sequence, step, state, transition)
              select id, step_count, 'APPROVED_BY_ISSUER', 'APPROVED', transition_count from moved)
            insert into outbox (shard, topic, key, headers, payload)
            select abs(hashtext(id::text)) % 16, 'transaction.v1', id::text, ?::jsonb, ?
              from moved
            """;

    /// As long as transaction-service's.
    private static final String HEADERS =
            """
            {"ce_id": "0198b5a4-3f6e-7c21-9d40-5b1f2f6a9e01", "ce_type": "TransactionApproved",
             "ce_source": "/shoudan/transaction-service", "ce_specversion": "1.0",
             "ce_time": "2026-11-23T06:07:08.123456Z", "content-type": "application/json",
             "ce_subject": "0198b5a4-3f6e-7c21-9d40-5b1f2f6a9e01"}
            """;

    private static final byte[] PAYLOAD = "x".repeat(620).getBytes(UTF_8);
    private static final byte[] DIGEST = new byte[32];

    private PurchaseTables() {}

    /// Makes the tables with the services' own scripts, and what the rows refer to.
    ///
    /// @param home      of the project
    /// @param terminals to open batches for, whose ids count from 1
    static void create(Connection connection, Path home, List<String> terminals)
            throws IOException, SQLException {
        try (var statement = connection.createStatement()) {
            for (var script : scripts(home)) {
                statement.execute(Files.readString(script));
            }
            statement.execute("insert into cut_over values (current_date, now() - interval '1d')");
            statement.execute(
                    "insert into issuer_directory_version (version, sha256)"
                            + " values (1, sha256('shoudan'))");
        }
        try (var batch =
                connection.prepareStatement(
                        """
                        insert into terminal_batch (
                          terminal_id, merchant_id, batch_number, state, currency)
                        values (?, '898310058120001', '000001', 'OPEN', 'CNY')
                        """)) {
            for (var terminal : terminals) {
                batch.setString(1, terminal);
                batch.executeUpdate();
            }
        }
    }

    private static List<Path> scripts(Path home) throws IOException {
        var scripts = new ArrayList<Path>();
        for (var folder :
                List.of(
                        "platform/src/main/resources/db/platform",
                        "transaction-service/src/main/resources/db/transaction")) {
            try (var files = Files.list(home.resolve(folder))) {
                files.forEach(scripts::add);
            }
        }
        scripts.sort(Comparator.comparingDouble(PurchaseTables::version));
        return scripts;
    }

    /// Of `V0_1__outbox.sql`: 0.1.
    private static double version(Path script) {
        var name = script.getFileName().toString();
        return Double.parseDouble(name.substring(1, name.indexOf("__")).replace('_', '.'));
    }

    /// The intents of several purchases in one commit.
    static void open(Connection connection, List<Purchase> purchases) throws SQLException {
        try (var statement = connection.prepareStatement(INTENT)) {
            statement.setArray(
                    1, connection.createArrayOf("uuid", column(purchases, Purchase::id)));
            statement.setArray(
                    2, connection.createArrayOf("text", column(purchases, Purchase::terminalId)));
            statement.setArray(
                    3, connection.createArrayOf("bigint", column(purchases, Purchase::batchId)));
            statement.setArray(
                    4, connection.createArrayOf("text", column(purchases, Purchase::traceNumber)));
            var digests = new byte[purchases.size()][];
            Arrays.fill(digests, DIGEST);
            statement.setArray(5, connection.createArrayOf("bytea", digests));
            statement.setString(6, HEADERS);
            statement.setBytes(7, PAYLOAD);
            expect(purchases.size(), statement.executeUpdate());
        }
    }

    /// Their approvals in another.
    static void close(Connection connection, List<Purchase> purchases) throws SQLException {
        try (var statement = connection.prepareStatement(OUTCOME)) {
            var ids = connection.createArrayOf("uuid", column(purchases, Purchase::id));
            statement.setArray(1, ids);
            statement.setArray(2, ids);
            statement.setString(3, HEADERS);
            statement.setBytes(4, PAYLOAD);
            expect(purchases.size(), statement.executeUpdate());
        }
    }

    private static Object[] column(List<Purchase> purchases, Function<Purchase, Object> value) {
        return purchases.stream().map(value).toArray();
    }

    private static void expect(int rows, int written) {
        if (rows != written) {
            throw new IllegalStateException("must be " + rows + ": rows=" + written);
        }
    }
}
