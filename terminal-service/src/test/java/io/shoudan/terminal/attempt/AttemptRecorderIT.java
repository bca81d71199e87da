package io.shoudan.terminal.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.terminal.ProcessingRequirement;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalFrame;
import io.shoudan.iso8583.terminal.TerminalHeader;
import io.shoudan.iso8583.terminal.Tpdu;
import io.shoudan.iso8583.terminal.TransactionField;
import io.shoudan.platform.database.Transactions;
import io.shoudan.platform.testing.TestServers;
import io.shoudan.terminal.answer.Reply;
import io.shoudan.terminal.answer.Told;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// What is remembered of a crowd.
class AttemptRecorderIT {

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-22T09:31:05Z"), ZoneOffset.UTC);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private DriverManagerDataSource source = new DriverManagerDataSource();
    private JdbcClient jdbc = JdbcClient.create(source);

    @BeforeEach
    void migrate() {
        var database = TestServers.freshDatabase();
        source = new DriverManagerDataSource(database.url(), database.user(), database.password());
        Flyway.configure().dataSource(source).locations("classpath:db/terminal").load().migrate();
        jdbc = JdbcClient.create(source);
    }

    private AttemptRecorder recorder(int perMinute) {
        var properties = new AttemptProperties(perMinute, Duration.ofDays(90), 1_000, 1_000_000);
        var transactions = new Transactions(new DataSourceTransactionManager(source));
        return new AttemptRecorder(new Attempts(jdbc), transactions, properties, CLOCK, meters);
    }

    private static void refuse(AttemptRecorder recorder, String terminalId) {
        var message =
                Message.builder(TerminalDialect.DIALECT, "0200")
                        .set(TerminalDialect.TRACE_NUMBER, "000001")
                        .set(TerminalDialect.TERMINAL, terminalId)
                        .set(
                                TerminalDialect.TRANSACTION,
                                new TransactionField("22", "000007", "000"))
                        .unchecked();
        var frame =
                TerminalFrame.of(
                        Tpdu.of("6000030000"), new TerminalHeader("613100310000"), message);
        var told = new Told("A0", ProcessingRequirement.NONE, "MAC_FAILED");
        recorder.record(frame, new Reply.Answered(frame, told).refused(null));
    }

    private int remembered(String terminalId) {
        return jdbc.sql("select count(*) from attempt where terminal_id = :terminal")
                .param("terminal", terminalId)
                .query(Integer.class)
                .single();
    }

    @Test
    void remembersSoManyOfOneTerminalThatHammersAndCountsTheRest() {
        try (var recorder = recorder(60)) {
            for (int i = 0; i < 1_000; i++) {
                refuse(recorder, "90010001");
            }
            refuse(recorder, "90010002");
        }

        assertThat(remembered("90010001")).isEqualTo(60);
        assertThat(remembered("90010002")).isEqualTo(1);
        assertThat(meters.counter("shoudan.terminal.attempts.dropped").count()).isEqualTo(940);
    }

    /// Closing is no reason to forget.
    @Test
    void writesWhatWaitsWhenItCloses() {
        try (var recorder = recorder(10_000)) {
            for (int i = 0; i < 500; i++) {
                refuse(recorder, "90010001");
            }
        }

        assertThat(remembered("90010001")).isEqualTo(500);
    }

    /// Memory is bounded, and nobody waits for room in it.
    @Test
    void forgetsWhatFindsNoRoom() {
        // Nobody listens there.
        source = new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/none", "none", "none");
        try (var recorder = recorder(10_000)) {
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < 5_000; j++) {
                    refuse(recorder, "9001000" + i);
                }
            }
        }

        assertThat(meters.counter("shoudan.terminal.attempts.dropped").count())
                .isGreaterThanOrEqualTo(20_000 - 10_000 - 100);
    }
}
