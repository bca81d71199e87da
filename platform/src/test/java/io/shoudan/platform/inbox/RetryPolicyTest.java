package io.shoudan.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.kafka.listener.ListenerExecutionFailedException;
import org.springframework.util.backoff.BackOffExecution;

/// How long a record is tried, by what went wrong.
class RetryPolicyTest {

    private static final int LONG_ENOUGH = 10_000;

    @Test
    void triesAnUnreadableRecordOnce() {
        assertThat(pauses(new PoisonRecord("ce_id is required"), LONG_ENOUGH)).isEmpty();
    }

    /// Connection lost, shutdown, too many connections, deadlock, lock time-out, standby: hours of
    /// these must not lose an event.
    @ParameterizedTest
    @ValueSource(strings = {"08006", "57P01", "57014", "53300", "40P01", "40001", "55P03", "25006"})
    void triesForAsLongAsTheDatabaseIsAway(String state) {
        var fault = new UncategorizedSQLException("t", null, new SQLException("x", state));

        var pauses = pauses(fault, LONG_ENOUGH);

        assertThat(pauses).hasSize(LONG_ENOUGH);
        assertThat(pauses[0]).isEqualTo(200);
        assertThat(LongStream.of(pauses).max()).hasValue(10_000);
    }

    @Test
    void triesADefectFiveTimes() {
        assertThat(pauses(new IllegalStateException("bug"), LONG_ENOUGH)).hasSize(5);
        assertThat(pauses(new DataIntegrityViolationException("bug"), LONG_ENOUGH)).hasSize(5);
    }

    private static long[] pauses(Exception fault, int max) {
        var asThrown = new ListenerExecutionFailedException("listener failed", fault);
        var record = new ConsumerRecord<>("t", 0, 0, "k", new byte[0]);
        var execution = RetryPolicy.forFault(record, asThrown).start();
        return LongStream.generate(execution::nextBackOff)
                .takeWhile(it -> it != BackOffExecution.STOP)
                .limit(max)
                .toArray();
    }
}
