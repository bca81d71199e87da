package io.shoudan.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shoudan.platform.database.Transactions;
import io.shoudan.platform.sample.Notes;
import io.shoudan.platform.sample.Notes.NoteTaken;
import io.shoudan.platform.sample.SampleService;
import io.shoudan.platform.sample.SampleService.Running;
import io.shoudan.platform.testing.Eventually;
import io.shoudan.platform.testing.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.support.KafkaHeaders;

/// What a consumer makes of repeated, unreadable and untimely events.
class InboxIT {

    private static final String TYPE = "io.shoudan.NoteTaken";

    private final Running service = SampleService.shared();
    private final String key = "key-" + UUID.randomUUID();

    @Test
    void takesInARepeatedEventOnce() {
        try (var kafka = TestKafka.shared()) {
            var id = UUID.randomUUID();
            kafka.publish(id, Notes.TOPIC, key, TYPE, "s", new NoteTaken("first"));
            kafka.publish(id, Notes.TOPIC, key, TYPE, "s", new NoteTaken("first"));
            kafka.publish(Notes.TOPIC, key, TYPE, "s", new NoteTaken("second"));

            Eventually.until("the last event arrived", () -> notes().contains("second"));

            assertThat(notes()).containsExactly("first", "second");
        }
    }

    /// An unreadable record is put aside with its reason, without its value in the reason, and the
    /// records behind it in the same partition go on.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    what is wrong    | ce_id                                | ce_type | value         | cause
                    no id            |                                      | T       | {"text":"x"}  | ce_id is required
                    an id of letters | not-a-uuid                           | T       | {"text":"x"}  | ce_id must be a UUID
                    no type          | 2b0d5d0e-8c2e-4f0a-9d0b-0f9f3a1d7a11 |         | {"text":"x"}  | ce_type is required
                    no JSON          | 2b0d5d0e-8c2e-4f0a-9d0b-0f9f3a1d7a12 | T       | 4111SECRET    | value is no NoteTaken
                    another type     | 2b0d5d0e-8c2e-4f0a-9d0b-0f9f3a1d7a13 | T       | {"text":4111} | value is no NoteTaken
                    """)
    void putsAnUnreadableRecordAside(
            String wrong, String id, String type, String value, String cause) {
        try (var kafka = TestKafka.shared()) {
            var headers =
                    Map.of(
                            "ce_id",
                            id == null ? "" : id,
                            "ce_type",
                            type == null ? "" : type,
                            "ce_specversion",
                            "1.0",
                            "ce_time",
                            "2026-11-23T00:00:00Z");
            kafka.publish(Notes.TOPIC, key, headers, bytes(value));
            kafka.publish(Notes.TOPIC, key, TYPE, "s", new NoteTaken("next"));

            Eventually.until("the next event arrived", () -> notes().contains("next"));
            var aside =
                    kafka
                            .read(
                                    Notes.TOPIC + ".dead-letter",
                                    all -> all.stream().anyMatch(it -> it.key().equals(key)))
                            .stream()
                            .filter(it -> it.key().equals(key))
                            .toList();

            assertThat(aside).hasSize(1);
            var letter = aside.getFirst();
            assertThat(letter.value()).isEqualTo(bytes(value));
            assertThat(TestKafka.header(letter, DeadLetters.CAUSE)).isEqualTo(cause);
            assertThat(TestKafka.header(letter, DeadLetters.CONSUMER)).isEqualTo("sample-service");
            assertThat(TestKafka.header(letter, "kafka_dlt-original-topic")).isEqualTo(Notes.TOPIC);
            for (var header : letter.headers()) {
                if (header.key().equals(KafkaHeaders.DLT_ORIGINAL_CONSUMER_GROUP)) {
                    continue; // Random here, so any digits may stand in it.
                }
                assertThat(new String(header.value(), StandardCharsets.UTF_8))
                        .doesNotContain("4111")
                        .doesNotContain("\tat ");
            }
        }
    }

    /// The table is locked for longer than a statement may wait, as in a failover: the event waits
    /// and is taken in afterwards, before its successor.
    @Test
    void waitsForTheDatabaseWithoutLosingOrOvertaking() throws Exception {
        try (var kafka = TestKafka.shared();
                var connection = service.bean(DataSource.class).getConnection()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("lock table note in access exclusive mode");
            kafka.publish(Notes.TOPIC, key, TYPE, "s", new NoteTaken("first"));
            kafka.publish(Notes.TOPIC, key, TYPE, "s", new NoteTaken("second"));
            var waits = new HashSet<String>();
            Eventually.until(
                    "the listener waited for the lock, gave up and waited again",
                    () -> {
                        waits.addAll(statementsWaitingForALock());
                        return waits.size() >= 2;
                    });
            connection.rollback();

            Eventually.until("both arrived", () -> notes().size() == 2);

            assertThat(notes()).containsExactly("first", "second");
        }
    }

    @Test
    void runsAnEffectOnceForEachConsumer() {
        var inbox = service.bean(Inbox.class);
        var transactions = service.bean(Transactions.class);
        var id = UUID.randomUUID();
        var runs = new AtomicInteger();

        boolean first = transactions.in(() -> inbox.once(id, "a", runs::incrementAndGet));
        boolean again = transactions.in(() -> inbox.once(id, "a", runs::incrementAndGet));
        boolean other = transactions.in(() -> inbox.once(id, "b", runs::incrementAndGet));

        assertThat(List.of(first, again, other)).containsExactly(true, false, true);
        assertThat(runs).hasValue(2);
    }

    /// The mark and the effect are one: if the effect fails, the event comes again and counts.
    @Test
    void forgetsAnEventWhoseEffectFailed() {
        var inbox = service.bean(Inbox.class);
        var transactions = service.bean(Transactions.class);
        var id = UUID.randomUUID();
        Runnable fails =
                () -> {
                    throw new IllegalStateException("the effect failed");
                };

        assertThatThrownBy(() -> transactions.in(() -> inbox.once(id, "a", fails)))
                .isInstanceOf(IllegalStateException.class);

        boolean afterwards = transactions.in(() -> inbox.once(id, "a", () -> {}));
        assertThat(afterwards).isTrue();
    }

    /// A mark that was forgotten would let its event count again, so young ones stay.
    @Test
    void forgetsOnlyOldMarks() {
        var inbox = service.bean(Inbox.class);
        var transactions = service.bean(Transactions.class);
        var old = UUID.randomUUID();
        var young = UUID.randomUUID();
        transactions.run(() -> inbox.once(old, "sweep", () -> {}));
        transactions.run(() -> inbox.once(young, "sweep", () -> {}));
        service.bean(JdbcClient.class)
                .sql(
                        """
                        update inbox set taken_at = taken_at - interval '200 days'
                         where event_id = ?
                        """)
                .param(old)
                .update();

        int forgotten = inbox.forget(Duration.ofDays(180));

        assertThat(forgotten).isEqualTo(1);
        assertThat(transactions.in(() -> inbox.once(young, "sweep", () -> {}))).isFalse();
        assertThat(transactions.in(() -> inbox.once(old, "sweep", () -> {}))).isTrue();
    }

    @Test
    void refusesToRunOutsideATransaction() {
        assertThatThrownBy(() -> service.bean(Inbox.class).once(UUID.randomUUID(), "a", () -> {}))
                .isInstanceOf(IllegalStateException.class);
    }

    /// When the statements began that wait now; a statement that is tried again began anew.
    private List<String> statementsWaitingForALock() {
        return service.bean(JdbcClient.class)
                .sql(
                        """
                        select query_start::text as began
                          from pg_stat_activity
                         where datname = current_database() and wait_event_type = 'Lock'
                        """)
                .query((row, _) -> row.getString("began"))
                .list();
    }

    private List<String> notes() {
        return service.bean(Notes.class).of(key);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
