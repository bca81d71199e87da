package io.shoudan.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.contracts.event.TransactionEvent;
import io.shoudan.contracts.transaction.model.OutcomeResult;
import io.shoudan.platform.testing.Eventually;
import io.shoudan.platform.testing.TestKafka;
import io.shoudan.platform.testing.TestServers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/// Kafka is away while terminals buy: nobody notices, and afterwards all of it is told in order.
class KafkaAwayIT {

    private static final String MERCHANT = "898310058120007";
    private static final int TERMINALS = 5;
    private static final int PURCHASES = 100;

    /// Sent, and approved.
    private static final int EVENTS = 2 * PURCHASES;

    @Test
    void failsNoPurchaseAndDrainsAfterwards() {
        var broker = new EmbeddedKafkaKraftBroker(1, 4);
        broker.brokerProperty("group.initial.rebalance.delay.ms", "0");
        broker.afterPropertiesSet();
        var brokers = Objects.requireNonNull(broker.getCluster()).brokers().values();
        var settings = TestServers.settings();
        settings.put("spring.kafka.bootstrap-servers", broker.getBrokersAsString());
        settings.put("shoudan.outbox.ack-timeout", "1s");
        try (var network = ScriptedNetwork.start();
                var service =
                        RunningService.start(settings, network, Map.of(), _ -> {}).signedOn();
                var kafka = new TestKafka(broker.getBrokersAsString())) {
            var terminals = new ArrayList<Terminal>();
            for (int i = 0; i < TERMINALS; i++) {
                terminals.add(service.terminal(MERCHANT, "9007000" + i));
            }
            buy(terminals.getFirst());
            Eventually.until("the first events left", () -> waiting(service).isEmpty());

            brokers.forEach(it -> it.shutdown());
            for (int i = 0; i < PURCHASES; i++) {
                buy(terminals.get(i % TERMINALS));
            }
            var owed = waiting(service);
            assertThat(owed.values().stream().mapToInt(List::size).sum()).isEqualTo(EVENTS);
            assertThat(service.get("/actuator/health/liveness", null).status()).isEqualTo(200);
            assertThat(service.get("/actuator/health/readiness", null).status()).isEqualTo(200);

            brokers.forEach(it -> it.startup());
            Eventually.until("the outbox is empty", () -> waiting(service).isEmpty());
            var told = kafka.read(TransactionEvent.TOPIC, it -> firstOf(it, owed).equals(owed));
            assertThat(firstOf(told, owed)).isEqualTo(owed);
        } finally {
            broker.destroy();
        }
    }

    private static void buy(Terminal terminal) {
        assertThat(terminal.send(terminal.aPurchase(10_00)).getResult())
                .isEqualTo(OutcomeResult.APPROVED);
    }

    /// Ids of the events in the outbox, by key, in the order of their commits.
    private static Map<String, List<String>> waiting(RunningService service) {
        Map<String, List<String>> ids = new LinkedHashMap<>();
        service.sql()
                .sql("select key, headers ->> 'ce_id' as event from outbox order by id")
                .query(
                        row -> {
                            ids.computeIfAbsent(row.getString("key"), _ -> new ArrayList<>())
                                    .add(row.getString("event"));
                        });
        return ids;
    }

    /// Ids of those that were owed, by key, in the order in which they came first.
    private static Map<String, List<String>> firstOf(
            List<ConsumerRecord<String, byte[]>> told, Map<String, List<String>> owed) {
        Map<String, List<String>> ids = new LinkedHashMap<>();
        for (var each : told) {
            var id = TestKafka.header(each, "ce_id");
            var known = ids.computeIfAbsent(each.key(), _ -> new ArrayList<>());
            if (owed.getOrDefault(each.key(), List.of()).contains(id) && !known.contains(id)) {
                known.add(id);
            }
        }
        return ids;
    }
}
