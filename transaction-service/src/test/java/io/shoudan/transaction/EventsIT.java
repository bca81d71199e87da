package io.shoudan.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.shoudan.contracts.event.BatchSettled;
import io.shoudan.contracts.event.BindingChanged;
import io.shoudan.contracts.event.DomainEvent;
import io.shoudan.contracts.event.MerchantChanged;
import io.shoudan.contracts.event.TransactionEvent;
import io.shoudan.contracts.merchant.model.BindingStatus;
import io.shoudan.contracts.merchant.model.MerchantStatus;
import io.shoudan.contracts.merchant.model.Product;
import io.shoudan.contracts.transaction.model.BlockedCard;
import io.shoudan.contracts.transaction.model.OutcomeResult;
import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.platform.database.Transactions;
import io.shoudan.platform.event.EventJson;
import io.shoudan.platform.testing.Eventually;
import io.shoudan.platform.testing.TestServers;
import io.shoudan.platform.testing.TestTokens;
import io.shoudan.transaction.payment.Captures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// A terminal's day over a real Kafka: merchant and binding come as events, payments and the batch
/// go as events, and settlement's word comes back. The card number is seen nowhere.
class EventsIT {

    private static final String MERCHANT = "898310058120003";
    private static final String TERMINAL = "90030001";

    private static final Queue<String> LOGGED = new ConcurrentLinkedQueue<>();
    private static final EventJson JSON = new EventJson();
    private static ScriptedNetwork network;
    private static RunningService service;

    @BeforeAll
    static void start() {
        network = ScriptedNetwork.start();
        service =
                RunningService.start(TestServers.settings(), network, Map.of(), _ -> {}).signedOn();
        listenToTheLog();
    }

    @AfterAll
    static void stop() {
        service.close();
        network.close();
    }

    /// Who comes back after months, or reads all anew, misses nothing.
    @Test
    void keepsWhatItSaysForEver() {
        Eventually.until("kept for ever", EventsIT::retention, "-1"::equals);
    }

    private static String retention() {
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, TransactionEvent.TOPIC);
        try (var admin = Admin.create(Map.of("bootstrap.servers", TestServers.kafkaBootstrap()))) {
            var configs = admin.describeConfigs(List.of(topic)).all().get();
            return Objects.requireNonNull(configs.get(topic)).get("retention.ms").value();
        } catch (ExecutionException _) {
            return "no topic yet";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    void aDayOfATerminalAndNoCardNumberAnywhere() {
        tell(merchant(2, Set.of(Product.values())), merchant(1, Set.of(Product.VOID)), binding());
        Eventually.until(
                "the copies are there",
                () ->
                        service.sql()
                                .sql(
                                        "select count(*) from binding"
                                                + " join merchant using (merchant_id)"
                                                + " where terminal_id = :terminal")
                                .param("terminal", TERMINAL)
                                .query(Long.class)
                                .single(),
                it -> it == 1);
        var terminal = new Terminal(service, MERCHANT, TERMINAL).signOn();

        var purchase = terminal.aPurchase(10_00);
        purchase.getCard().trackTwo(Terminal.CARD + "D49121010000000000000");
        var bought = terminal.send(purchase);
        assertThat(bought.getResult()).isEqualTo(OutcomeResult.APPROVED);
        var lost = terminal.send(terminal.aPurchase(11_98));
        service.reaches(lost, "REVERSED");
        var tooMuch = terminal.send(terminal.aPurchase(90_01));
        assertThat(tooMuch.getCause()).isEqualTo("AMOUNT_LIMIT_EXCEEDED");
        terminal.send(terminal.request(TransactionKind.BALANCE_INQUIRY, 0, Terminal.CARD));
        terminal.send(terminal.aPurchase(12_00).batchNumber("000077"));
        service.post(
                        "/v1/blocked-cards",
                        TestTokens.operator(),
                        "{\"pan\": \"" + Terminal.CARD + "\", \"reason\": \"stolen\"}")
                .as(BlockedCard.class);
        assertThat(terminal.send(terminal.aPurchase(14_00)).getCause()).isEqualTo("CARD_BLOCKED");
        terminal.settle("000001", Terminal.totals(10_00, 1, 0, 0), null);

        var types = typesOfTheDay();
        assertThat(types)
                .containsSubsequence(
                        "TransactionSent", "TransactionApproved", "TransactionOutcomeUnknown")
                .endsWith("TransactionCaptured", "BatchClosed");

        long batchId =
                service.sql()
                        .sql("select id from terminal_batch where batch_number = '000001'")
                        .query(Long.class)
                        .single();
        var captures = service.context().getBean(Captures.class);
        int ofAnother =
                service.context()
                        .getBean(Transactions.class)
                        .in(() -> captures.settle(batchId, "90039999"));
        assertThat(ofAnother).isZero();
        var settled = new BatchSettled(batchId, TERMINAL, MERCHANT, "000001", Instant.EPOCH);
        tell(settled, settled);
        service.reaches(bought, "SETTLED");

        assertThat(LOGGED).isNotEmpty().noneMatch(it -> it.contains(Terminal.CARD));
        assertThat(tablesThatContain(Terminal.CARD)).isEmpty();
        assertThat(tablesThatContain(hex(Terminal.CARD))).isEmpty();
        assertThat(tablesThatContain("49121010000000000000")).isEmpty();
    }

    private static MerchantChanged merchant(long version, Set<Product> products) {
        return new MerchantChanged(
                MERCHANT, version, "Tea House", "310000", "5812", MerchantStatus.ACTIVE, products);
    }

    private static BindingChanged binding() {
        return new BindingChanged(
                TERMINAL,
                1,
                MERCHANT,
                "O1",
                "East Gate",
                "2 East Road",
                "310101",
                "SN1",
                "M1",
                BindingStatus.ACTIVE,
                new BindingChanged.Limits(90_00L, null, null));
    }

    private static void tell(DomainEvent... events) {
        Map<String, Object> settings =
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        TestServers.kafkaBootstrap(),
                        ProducerConfig.ACKS_CONFIG,
                        "all");
        try (var producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (var event : events) {
                var record =
                        new ProducerRecord<String, byte[]>(
                                event.topic(), event.key(), JSON.write(event));
                header(record, "ce_id", UUID.randomUUID().toString());
                header(record, "ce_source", "/shoudan/test");
                header(record, "ce_type", event.type());
                header(record, "ce_specversion", "1.0");
                header(record, "ce_time", "2026-11-23T00:00:00Z");
                header(record, "ce_subject", event.subject());
                var _ = producer.send(record); // The flush waits for it.
            }
            producer.flush();
        }
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /// Types of the terminal's events in the order in which Kafka has them, up to the close.
    private static List<String> typesOfTheDay() {
        Map<String, Object> settings =
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        TestServers.kafkaBootstrap(),
                        ConsumerConfig.GROUP_ID_CONFIG,
                        "reader-" + UUID.randomUUID(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest");
        var types = new ArrayList<String>();
        try (var consumer =
                new KafkaConsumer<>(
                        settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(TransactionEvent.TOPIC));
            Eventually.until(
                    "the close is told",
                    () -> {
                        consumer.poll(Duration.ofMillis(200)).forEach(it -> take(it, types));
                        return types;
                    },
                    it -> it.contains("BatchClosed"));
        }
        return types;
    }

    private static void take(ConsumerRecord<String, byte[]> record, List<String> types) {
        assertThat(new String(record.value(), StandardCharsets.UTF_8))
                .doesNotContain(Terminal.CARD);
        if (record.key().equals(TERMINAL)) {
            var type =
                    new String(
                            record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8);
            types.add(type.substring(type.lastIndexOf('.') + 1));
        }
    }

    private static void listenToTheLog() {
        var appender =
                new AppenderBase<ILoggingEvent>() {
                    @Override
                    protected void append(ILoggingEvent event) {
                        LOGGED.add(event.getFormattedMessage() + event.getKeyValuePairs());
                    }
                };
        appender.start();
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(appender);
    }

    /// Every table of the schema, each row as text.
    private static List<String> tablesThatContain(String needle) {
        return service
                .sql()
                .sql(
                        """
                        select table_name from information_schema.tables
                         where table_schema = 'public' and table_type = 'BASE TABLE'
                        """)
                .query((row, _) -> row.getString(1))
                .list()
                .stream()
                .filter(
                        table ->
                                service.sql()
                                        .sql(
                                                "select exists (select from "
                                                        + table
                                                        + " t where strpos(t::text, :needle) > 0)")
                                        .param("needle", needle)
                                        .query(Boolean.class)
                                        .single())
                .toList();
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }
}
