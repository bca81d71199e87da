package io.shoudan.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shoudan.platform.request.Deadline;
import io.shoudan.platform.request.DeadlineExceeded;
import io.shoudan.platform.sample.SampleService;
import io.shoudan.platform.sample.SampleService.Running;
import io.shoudan.platform.testing.TestServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What a transaction promises when the database is busy, slow or gone. On a pool of three, with a
/// patience of 200 ms.
class TransactionsIT {

    private static final int PLACES = 3;

    private static Map<String, Object> settings = Map.of();
    private static Running service;
    private static Transactions transactions;
    private static JdbcClient jdbc;

    @BeforeAll
    static void start() {
        settings = TestServers.settings();
        settings.put("spring.datasource.hikari.maximum-pool-size", PLACES);
        settings.put("shoudan.database.patience", "200ms");
        // Neither takes a place while the tests count them.
        settings.put("shoudan.outbox.relay", false);
        settings.put("spring.kafka.listener.auto-startup", false);
        service = SampleService.start(settings);
        transactions = service.bean(Transactions.class);
        jdbc = service.bean(JdbcClient.class);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void limitsLocksAndStatementsOnEveryConnection() {
        assertThat(setting("lock_timeout")).isEqualTo("1s");
        assertThat(setting("statement_timeout")).isEqualTo("3s");
        assertThat(setting("idle_in_transaction_session_timeout")).isEqualTo("15s");
        assertThat(setting("application_name")).isEqualTo("sample-service");
    }

    /// An index on a large table takes its time.
    @Test
    void doesNotLimitMigrations() {
        assertThat(
                        jdbc.sql("select statement_timeout from migrated")
                                .query((row, _) -> row.getString("statement_timeout"))
                                .single())
                .isEqualTo("0");
    }

    @Test
    void saysBusyWhenEveryConnectionIsTaken() throws Exception {
        var taken = new ArrayList<Connection>();
        try {
            for (int i = 0; i < PLACES; i++) {
                taken.add(service.bean(DataSource.class).getConnection());
            }

            assertThatThrownBy(() -> transactions.run(() -> {})).isInstanceOf(Busy.class);
            assertThatThrownBy(() -> setting("lock_timeout")).isInstanceOf(Busy.class);
        } finally {
            for (var connection : taken) {
                connection.close();
                connection.close(); // A second close gives back no second place.
            }
        }
        assertThat(gate().inUse()).isZero();
        assertThat(setting("lock_timeout")).isEqualTo("1s");
    }

    /// Whoever waits for the lock is told within a second or so, and its place is free again.
    @Test
    void endsWhatWaitsTooLongForALock() throws Exception {
        var key = newCounter();
        try (var other = service.bean(DataSource.class).getConnection()) {
            other.setAutoCommit(false);
            lock(other, key);

            assertThatThrownBy(() -> transactions.in(() -> countUp(key)))
                    .isInstanceOf(CannotAcquireLockException.class);
            other.rollback();
        }
        assertThat(gate().inUse()).isZero();
        assertThat(countOf(key)).isEqualTo(0);
    }

    @Test
    void endsAStatementThatTakesTooLong() {
        assertThatThrownBy(
                        () ->
                                jdbc.sql("select 1 as n from pg_sleep(5)")
                                        .query((row, _) -> row.getInt("n"))
                                        .single())
                .isInstanceOf(QueryTimeoutException.class);
    }

    /// The connection breaks between the work and its commit. Whether it was committed can't be
    /// known from here, and nobody may be told that it was not.
    @Test
    void admitsThatTheResultOfACommitIsUnknown() {
        var key = newCounter();

        assertThatThrownBy(
                        () ->
                                transactions.in(
                                        () -> {
                                            countUp(key);
                                            terminate(backend());
                                            return "recorded";
                                        }))
                .isInstanceOf(CommitUnknown.class);

        assertThat(gate().inUse()).isZero();
        assertThat(countOf(key)).isEqualTo(0);
    }

    /// An answer of the server about the commit, here a constraint checked at its end, is definite.
    @Test
    void passesOnADefiniteRefusalOfTheCommit() {
        jdbc.sql(
                        """
                        create table deferred (
                            id int primary key,
                            other int references deferred deferrable initially deferred)
                        """)
                .update();

        assertThatThrownBy(
                        () ->
                                transactions.run(
                                        () ->
                                                jdbc.sql("insert into deferred values (1, 2)")
                                                        .update()))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void rollsBackWhatFails() {
        var key = newCounter();

        assertThatThrownBy(
                        () ->
                                transactions.run(
                                        () -> {
                                            countUp(key);
                                            throw new IllegalStateException("changed my mind");
                                        }))
                .hasMessage("changed my mind");

        assertThat(countOf(key)).isEqualTo(0);
    }

    @Test
    void startsNothingAfterItsDeadline() {
        assertThatThrownBy(() -> transactions.in(Deadline.in(Duration.ZERO), () -> "done"))
                .isInstanceOf(DeadlineExceeded.class);
    }

    private static DatabaseGate gate() {
        return ((GatedDataSource) service.bean(DataSource.class)).gate();
    }

    private static String setting(String name) {
        return jdbc.sql("select current_setting(:name) as value")
                .param("name", name)
                .query((row, _) -> row.getString("value"))
                .single();
    }

    private static String newCounter() {
        var key = UUID.randomUUID().toString();
        jdbc.sql("insert into counter (key, n) values (:key, 0)").param("key", key).update();
        return key;
    }

    private static int countUp(String key) {
        return jdbc.sql("update counter set n = n + 1 where key = :key").param("key", key).update();
    }

    private static long countOf(String key) {
        return jdbc.sql("select n from counter where key = :key")
                .param("key", key)
                .query((row, _) -> row.getLong("n"))
                .single();
    }

    private static int backend() {
        return jdbc.sql("select pg_backend_pid() as pid")
                .query((row, _) -> row.getInt("pid"))
                .single();
    }

    private static void lock(Connection connection, String key) throws SQLException {
        try (var select =
                connection.prepareStatement("select n from counter where key = ? for update")) {
            select.setString(1, key);
            select.executeQuery().close();
        }
    }

    /// From another connection, as an administrator or a failover would.
    private static void terminate(int pid) {
        try (var admin =
                        DriverManager.getConnection(
                                text("spring.datasource.url"),
                                text("spring.datasource.username"),
                                text("spring.datasource.password"));
                var kill = admin.prepareStatement("select pg_terminate_backend(?, 5000)")) {
            kill.setInt(1, pid);
            kill.executeQuery().close();
        } catch (SQLException e) {
            throw new IllegalStateException("must be able to end a session", e);
        }
    }

    private static String text(String setting) {
        return String.valueOf(settings.get(setting));
    }
}
