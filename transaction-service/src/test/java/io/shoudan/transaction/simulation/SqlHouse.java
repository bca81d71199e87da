package io.shoudan.transaction.simulation;

import io.shoudan.platform.database.Transactions;
import io.shoudan.platform.testing.TestServers;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/// Our tables in PostgreSQL, with nobody at work on them.
public final class SqlHouse implements StoreHouse {

    private final JdbcClient jdbc;
    private final Transactions transactions;

    public SqlHouse() {
        var database = TestServers.freshDatabase();
        var source =
                new DriverManagerDataSource(database.url(), database.user(), database.password());
        migrate(source);
        jdbc = JdbcClient.create(source);
        transactions = new Transactions(new JdbcTransactionManager(source));
        fill(jdbc);
    }

    static void migrate(DataSource source) {
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/platform", "classpath:db/transaction")
                .load()
                .migrate();
    }

    /// What payments refer to.
    static void fill(JdbcClient jdbc) {
        jdbc.sql(
                        """
                        insert into cut_over (business_date, starts_at)
                        values ('2026-03-02', '2026-03-01 15:00:00Z')
                        """)
                .update();
        jdbc.sql(
                        """
                        insert into issuer_directory_version (version, sha256)
                        values (1, sha256('directory'))
                        """)
                .update();
        jdbc.sql(
                        """
                        insert into terminal_batch (terminal_id, merchant_id, batch_number, state,
                               currency)
                        values ('90010000', '898310058120001', '000001', 'OPEN', 'CNY')
                        """)
                .update();
    }

    public JdbcClient jdbc() {
        return jdbc;
    }

    @Override
    public Transactions transactions() {
        return transactions;
    }

    @Override
    public boolean anyoneWaits() {
        return jdbc.sql("select exists (select from pg_locks where not granted)")
                .query(Boolean.class)
                .single();
    }
}
