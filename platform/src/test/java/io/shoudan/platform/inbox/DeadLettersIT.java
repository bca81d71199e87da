package io.shoudan.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.platform.event.DeadLetterTopic;
import io.shoudan.platform.sample.Notes;
import io.shoudan.platform.sample.Notes.NoteTaken;
import io.shoudan.platform.sample.SampleService;
import io.shoudan.platform.sample.SampleService.Running;
import io.shoudan.platform.testing.Eventually;
import io.shoudan.platform.testing.TestClient.Answer;
import io.shoudan.platform.testing.TestKafka;
import io.shoudan.platform.testing.TestTokens;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// What an operator can do about records that were put aside.
class DeadLettersIT {

    private static final String TYPE = "io.shoudan.NoteTaken";
    private static final String PATH = "/actuator/deadletters";

    private final Running service = SampleService.shared();
    private final String key = "key-" + UUID.randomUUID();

    /// The event was sound and the service was not: once that is mended, it counts, once.
    @Test
    void takesALetterInWhenItsCauseIsMended() {
        try (var kafka = TestKafka.shared()) {
            refuseNotesOfThisKey();
            var id = kafka.publish(Notes.TOPIC, key, TYPE, "s", new NoteTaken("held up"));
            Eventually.until("it is put aside", () -> letters().size() == 1);
            var letter = letters().getFirst();
            assertThat(letter.path("event").asString()).isEqualTo(id.toString());
            assertThat(letter.path("type").asString()).isEqualTo(TYPE);
            assertThat(letter.path("topic").asString()).isEqualTo(Notes.TOPIC);
            assertThat(letter.path("cause").asString()).endsWith("Exception");
            assertThat(letter.toString()).doesNotContain("held up");

            var refused = tryAgain(letter);
            assertThat(refused.path("takenIn").asBoolean()).isFalse();
            assertThat(refused.path("cause").asString()).endsWith("Exception");
            assertThat(letters()).hasSize(1);

            allowNotesOfThisKey();
            var taken = tryAgain(letter);
            assertThat(taken.path("takenIn").asBoolean()).isTrue();
            assertThat(letters()).isEmpty();
            assertThat(post(pathOf(letter)).status()).isEqualTo(404);
            assertThat(service.bean(Notes.class).of(key)).containsExactly("held up");
        }
    }

    /// As when its producer said it once more.
    @Test
    void changesNothingWhenTheEventWasTakenInSince() {
        try (var kafka = TestKafka.shared()) {
            var id = kafka.publish(Notes.TOPIC, key, TYPE, "s", new NoteTaken("said twice"));
            Eventually.until("it is taken in", () -> notes().size() == 1);
            putAside(kafka, id, "said twice");

            assertThat(tryAgain(letters().getFirst()).path("takenIn").asBoolean()).isTrue();

            assertThat(notes()).containsExactly("said twice");
        }
    }

    @Test
    void saysWhyALetterIsUnreadableStill() {
        try (var kafka = TestKafka.shared()) {
            kafka.publish(
                    Notes.TOPIC, key, TYPE, "s", "4111SECRET".getBytes(StandardCharsets.UTF_8));
            Eventually.until("it is put aside", () -> letters().size() == 1);

            var refused = tryAgain(letters().getFirst());

            assertThat(refused.path("cause").asString()).isEqualTo("value is no NoteTaken");
            assertThat(letters()).hasSize(1);
        }
    }

    /// Other consumers of a topic put their letters into the same one.
    @Test
    void leavesTheLettersOfOthersAlone() {
        try (var kafka = TestKafka.shared()) {
            var theirs = Map.of(DeadLetters.CONSUMER, "another-service");
            var ours = Map.of(DeadLetters.CONSUMER, SampleService.NAME);
            kafka.publish(DeadLetterTopic.of(Notes.TOPIC), key, theirs, new byte[0]);
            kafka.publish(DeadLetterTopic.of(Notes.TOPIC), key, ours, new byte[0]);

            assertThat(letters()).hasSize(1);
            assertThat(letters().getFirst().path("cause").asString()).isEqualTo("unknown");
        }
    }

    @Test
    void isForOperatorsOnly() {
        var merchant = service.client().as(TestTokens.merchant("898310058120001"));

        assertThat(merchant.get(PATH).status()).isEqualTo(403);
        assertThat(merchant.post(PATH + "/" + Notes.TOPIC, "{}").status()).isEqualTo(403);
        assertThat(service.client().get(PATH).status()).isEqualTo(401);
    }

    @Test
    void triesAllOfATopicInTurn() {
        try (var kafka = TestKafka.shared()) {
            for (var text : List.of("first", "second", "third")) {
                putAside(kafka, UUID.randomUUID(), text);
            }
            assertThat(letters()).hasSize(3);

            assertThat(post("/" + Notes.TOPIC).status()).isEqualTo(200);

            assertThat(letters()).isEmpty();
            assertThat(notes()).containsExactly("first", "second", "third");
        }
    }

    @Test
    void knowsNoTopicsButItsOwn() {
        assertThat(post("/somebody.else.v1").status()).isEqualTo(404);
    }

    /// Where a listener that fails would have put it.
    private void putAside(TestKafka kafka, UUID id, String text) {
        kafka.publish(
                DeadLetterTopic.of(Notes.TOPIC),
                key,
                Map.of(
                        "ce_id",
                        id.toString(),
                        "ce_type",
                        TYPE,
                        "ce_specversion",
                        "1.0",
                        "ce_time",
                        "2026-11-23T00:00:00Z",
                        DeadLetters.CONSUMER,
                        SampleService.NAME),
                ("{\"text\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8));
    }

    private void refuseNotesOfThisKey() {
        service.bean(JdbcClient.class)
                .sql("alter table note add constraint \"" + key + "\" check (key <> '" + key + "')")
                .update();
    }

    private void allowNotesOfThisKey() {
        service.bean(JdbcClient.class)
                .sql("alter table note drop constraint \"" + key + "\"")
                .update();
    }

    private List<String> notes() {
        return service.bean(Notes.class).of(key);
    }

    /// Of this test's key; the topic is everybody's.
    private List<JsonNode> letters() {
        var answer = service.client().as(TestTokens.operator()).get(PATH);
        assertThat(answer.status()).isEqualTo(200);
        return StreamSupport.stream(answer.json().spliterator(), false)
                .filter(it -> it.path("key").asString("").equals(key))
                .toList();
    }

    private JsonNode tryAgain(JsonNode letter) {
        var answer = post(pathOf(letter));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json()).hasSize(1);
        return answer.json().get(0);
    }

    private static String pathOf(JsonNode letter) {
        return "/" + letter.path("topic").asString() + "/" + letter.path("number").asLong();
    }

    private Answer post(String path) {
        return service.client().as(TestTokens.operator()).post(PATH + path, "");
    }
}
