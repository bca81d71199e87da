package io.shoudan.platform.sample;

import io.shoudan.platform.database.Transactions;
import io.shoudan.platform.event.EventJson;
import io.shoudan.platform.inbox.EventRecord;
import io.shoudan.platform.inbox.Inbox;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Writes down what it hears, once.
@Component
public class Notes {

    public static final String TOPIC = "note.v1";

    /// @param text what to write down
    public record NoteTaken(String text) {}

    @Configuration(proxyBeanMethods = false)
    static class Topics {

        @Bean
        NewTopic noteTopic() {
            return new NewTopic(TOPIC, 3, (short) 1);
        }
    }

    private final Transactions transactions;
    private final Inbox inbox;
    private final JdbcClient jdbc;
    private final EventJson json;

    Notes(Transactions transactions, Inbox inbox, JdbcClient jdbc, EventJson json) {
        this.transactions = transactions;
        this.inbox = inbox;
        this.jdbc = jdbc;
        this.json = json;
    }

    @KafkaListener(topics = TOPIC, containerFactory = "shoudanListenerFactory")
    void hear(ConsumerRecord<String, byte[]> message) {
        var event = EventRecord.of(message);
        var note = event.payload(json, NoteTaken.class);
        transactions.run(
                () -> inbox.once(event.id(), "notes", () -> write(event.key(), note.text())));
    }

    private void write(String key, String body) {
        jdbc.sql("insert into note (key, body) values (:key, :body)")
                .param("key", key)
                .param("body", body)
                .update();
    }

    /// Bodies of a key's notes in the order of writing.
    public List<String> of(String key) {
        return jdbc.sql("select body from note where key = :key order by seq")
                .param("key", key)
                .query((row, _) -> row.getString("body"))
                .list();
    }
}
