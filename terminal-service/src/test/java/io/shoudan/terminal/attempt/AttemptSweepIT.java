package io.shoudan.terminal.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.platform.testing.TestServers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// The past is bounded: by age, by terminal, in all.
class AttemptSweepIT {

    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

    private JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource());

    @BeforeEach
    void migrate() {
        var database = TestServers.freshDatabase();
        var source =
                new DriverManagerDataSource(database.url(), database.user(), database.password());
        Flyway.configure().dataSource(source).locations("classpath:db/terminal").load().migrate();
        jdbc = JdbcClient.create(source);
    }

    private void attempts(String terminalId, int count, Duration age) {
        jdbc.sql(
                        """
                        insert into attempt (terminal_id, at, mti, response_code, cause)
                        select :terminal, :at, '0200', '77', 'NOT_SIGNED_ON'
                          from generate_series(1, :count)
                        """)
                .param("terminal", terminalId)
                .param("at", NOW.minus(age).atOffset(ZoneOffset.UTC))
                .param("count", count)
                .update();
    }

    private void sweep(int perTerminal, int inAll) {
        var clock = Clock.fixed(NOW, ZoneOffset.UTC);
        var properties = new AttemptProperties(60, Duration.ofDays(90), perTerminal, inAll);
        new AttemptSweep(new Attempts(jdbc), properties, clock).sweep();
    }

    private int left(String terminalId) {
        return jdbc.sql("select count(*) from attempt where terminal_id = :terminal")
                .param("terminal", terminalId)
                .query(Integer.class)
                .single();
    }

    @Test
    void deletesWhatIsOld() {
        attempts("90010001", 7_000, Duration.ofDays(91));
        attempts("90010001", 3, Duration.ofDays(89));

        sweep(1_000, 1_000_000);

        assertThat(left("90010001")).isEqualTo(3);
    }

    @Test
    void keepsTheNewestOfEachTerminal() {
        attempts("90010001", 50, Duration.ofDays(2));
        attempts("90010002", 5, Duration.ofDays(2));

        sweep(10, 1_000_000);

        assertThat(left("90010001")).isEqualTo(10);
        assertThat(left("90010002")).isEqualTo(5);
    }

    @Test
    void keepsTheNewestOfAll() {
        attempts("90010001", 1_500, Duration.ofDays(2));
        attempts("90010002", 600, Duration.ofDays(1));

        sweep(100_000, 1_000);

        assertThat(left("90010001")).isEqualTo(400);
        assertThat(left("90010002")).isEqualTo(600);
    }
}
