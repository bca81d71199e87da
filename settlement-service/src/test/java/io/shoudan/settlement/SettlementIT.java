package io.shoudan.settlement;

import static io.shoudan.platform.testing.Eventually.asserted;
import static io.shoudan.platform.testing.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.shoudan.contracts.event.BatchTotals;
import io.shoudan.contracts.event.BatchUploadReceived;
import io.shoudan.contracts.event.DomainEvent;
import io.shoudan.contracts.event.SettlementEvent;
import io.shoudan.contracts.event.TransactionCaptured;
import io.shoudan.contracts.event.TransactionEvent;
import io.shoudan.contracts.event.TransactionFacts;
import io.shoudan.platform.testing.TestServers;
import io.shoudan.platform.testing.TestTokens;
import io.shoudan.settlement.testing.RunningService;
import io.shoudan.settlement.testing.Story;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// From Kafka to the statement, with nothing replaced.
class SettlementIT {

    private final RunningService service = RunningService.shared();
    private final Story story = Story.begin();

    @Test
    void settlesABatchAndShowsTheStatement() {
        story.atOutlet("=1+1");
        say(story.merchant(), story.tariff());
        var purchase = story.purchase(100_00);
        say(purchase, story.refund(purchase, 40_00), story.closed());
        awaitSettled(story);
        until("the name", () -> count("merchant where merchant_id = :id", story) == 1);

        var statement = statement("2026-11-23");
        assertThat(statement.get("merchantName").asString()).startsWith("商户 ");
        assertThat(statement.get("currency").asString()).isEqualTo("CNY");
        assertThat(statement.get("purchasesMinor").asLong()).isEqualTo(100_00);
        assertThat(statement.get("refundsMinor").asLong()).isEqualTo(40_00);
        assertThat(statement.get("feesMinor").asLong()).isEqualTo(55 - 22);
        assertThat(statement.get("netMinor").asLong()).isEqualTo(59_67);
        assertThat(statement.get("lines").get(0).get("feeRule").asString())
                .isEqualTo("55 bp, minimum 0.01, cap 20.00, HALF_UP");
        var csv = service.get("/v1/statements/2026-11-23/csv", token());
        assertThat(csv.headers().firstValue("content-type")).hasValue("text/csv;charset=UTF-8");
        assertThat(csv.headers().firstValue("content-disposition").orElse(""))
                .contains("statement-" + story.merchantId() + "-2026-11-23-CNY.csv");
        assertThat(csv.body()).contains(",'=1+1,").contains(",100.00,0.55,99.45,");
    }

    @Test
    void takesEachFactOnceHoweverOftenItIsSaid() {
        say(story.tariff());
        var purchase = story.purchase(100_00);
        var facts = List.of(purchase, story.closed());
        for (var fact : facts) {
            service.say(fact); // The first time,
            service.say(fact); // a repetition by the outbox,
            service.say(fact, UUID.randomUUID()); // and a second event about the same.
        }
        awaitSettled(story);
        var last = story.purchase(1); // Of the same terminal, so behind all repetitions.
        service.say(last);
        until(
                "what came last",
                () -> count("settlement_line where transaction_id::text = :id", last) == 1);

        assertThat(count("journal_entry where source_id like :id || '/%'", purchase)).isEqualTo(1);
        assertThat(count("settlement_line where transaction_id::text = :id", purchase))
                .isEqualTo(1);
        assertThat(settledEvents(story)).hasSize(1);
    }

    @Test
    void appliesABatchOnlyWhenAllMembersHaveArrived() {
        say(story.tariff());
        var first = story.purchase(1_00);
        var second = story.purchase(2_00);
        say(story.closed(), first);
        // The tariff has a topic of its own and may come after it.
        until("the first member and its price", () -> waitsFor("BATCH"));

        assertThat(batch().get("posted").asBoolean()).isFalse();
        assertThat(statement("2026-11-23").get("netMinor").asLong()).isZero();

        say(second);
        awaitSettled(story);
        assertThat(statement("2026-11-23").get("purchasesMinor").asLong()).isEqualTo(3_00);
    }

    /// Nothing is priced by guessing: the line waits where everybody can see it.
    @Test
    void waitsForATariffAndThenPrices() {
        say(story.merchant(), story.purchase(100_00), story.closed());
        until("the line", () -> count("settlement_line where merchant_id = :id", story) == 1);
        until("the batch", () -> batch().has("posted"));

        var path = "/v1/statements/2026-11-23?currency=CNY";
        var waiting = json(service.get(path, token()).body()).get("waiting");
        assertThat(waiting.get(0).get("reason").asString()).isEqualTo("TARIFF");
        assertThat(batch().get("posted").asBoolean()).isFalse();
        until("the alarm", () -> waitingForTariff() >= 1);

        say(story.tariff());
        awaitSettled(story);
        assertThat(statement("2026-11-23").get("feesMinor").asLong()).isEqualTo(55);
    }

    @Test
    void givesAFeeBackOnlyOnceItIsKnown() {
        var shop = story.onAnotherTerminal();
        say(story.tariff());
        var purchase = story.purchase(100_00);
        var refund = shop.refund(purchase, 100_00);
        say(refund, shop.closed());
        // The tariff has a topic of its own and may come after it.
        until("the refund", () -> waitsFor("ORIGINAL"));

        say(purchase, story.closed());
        awaitSettled(story);
        awaitSettled(shop);
        assertThat(statement("2026-11-23").get("feesMinor").asLong()).isZero();
    }

    /// The purchase's own terminal may settle tomorrow, or never: what is given back is reckoned on
    /// what it would have cost by now, and stays so.
    @Test
    void settlesARefundBeforeItsPurchaseIsCaptured() {
        var till = story.onAnotherTerminal();
        say(story.tariff());
        var purchase = till.purchase(100_00);
        say(story.earlyRefund(purchase, 40_00, false), story.closed());
        awaitSettled(story);

        var refund = statement("2026-11-23").get("lines").get(0);
        assertThat(refund.get("feeMinor").asLong()).isEqualTo(-22);
        assertThat(refund.get("feeRule").asString()).endsWith("the purchase was not captured yet");
        assertThat(causes()).isEmpty();

        var rest = till.refund(purchase, 60_00);
        say(purchase, rest, till.closed());
        awaitSettled(till);
        assertThat(statement("2026-11-23").get("feesMinor").asLong()).isZero();
    }

    /// A payment that was restored after its batch had closed is the next one's first member.
    @Test
    void callsABatchByItsOwnNumber() {
        say(story.tariff(), story.purchase(100_00), story.closedAs("000002"));
        awaitSettled(story);

        var found = service.get("/v1/batches/" + story.terminalId() + "/000002", token());
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(settledEvents(story)).singleElement().asString().contains("\"000002\"");
    }

    /// It was reversed after it was refunded: nothing was ever charged, and somebody has to look.
    @Test
    void settlesARefundWhosePurchaseIsNeverCaptured() {
        say(story.tariff());
        var lost = story.onAnotherTerminal().purchase(100_00);
        say(story.purchase(1_00), story.earlyRefund(lost, 40_00, true), story.closed());
        awaitSettled(story);

        var refund = statement("2026-11-23").get("lines").get(1);
        assertThat(refund.get("kind").asString()).isEqualTo("REFUND");
        assertThat(refund.get("feeMinor").asLong()).isZero();
        assertThat(causes()).containsExactly("REFUND_WITHOUT_PURCHASE");
        assertThat(batch().get("balanced").asBoolean()).isTrue();
    }

    @Test
    void compensatesAReversedCaptureOnTheOpenDate() {
        say(story.tariff());
        var purchase = story.purchase(100_00);
        say(purchase, story.closed());
        awaitSettled(story);

        say(story.reversed(purchase, Story.DATE.plusDays(1)));
        until("the compensation", () -> statement("2026-11-24").path("lines").size() == 1);

        var compensation = statement("2026-11-24").get("lines").get(0);
        assertThat(compensation.get("kind").asString()).isEqualTo("PURCHASE_REVERSAL");
        assertThat(compensation.get("feeMinor").asLong()).isEqualTo(-55);
        assertThat(compensation.get("netMinor").asLong()).isEqualTo(-99_45);
        assertThat(statement("2026-11-23").get("netMinor").asLong()).isEqualTo(99_45);
        assertThat(batch().get("posted").asBoolean()).isTrue();
    }

    @Test
    void comparesAgainWhenAnUploadComesLate() {
        say(story.tariff());
        var purchase = story.purchase(100_00);
        say(purchase, story.closedAgainst(new BatchTotals(90_00, 1, 0, 0)));
        awaitSettled(story);
        assertThat(causes()).containsExactly("TOTALS_DIFFER");

        var wrong = story.line(purchase);
        say(
                story.uploads(
                        new BatchUploadReceived.Line(
                                wrong.region(), wrong.traceNumber(), wrong.maskedPan(), 90_00)));
        until("the upload", () -> causes().contains("UPLOAD_INCOMPLETE"));
        say(story.uploadEnds(1));
        until("the end", () -> !causes().contains("UPLOAD_INCOMPLETE"));

        assertThat(causes()).containsExactly("TOTALS_DIFFER", "LINE_AMOUNT_DIFFERS");
        var difference = batch().get("differences").get(1);
        assertThat(difference.get("message").asString()).isNotBlank();
        assertThat(difference.get("traceNumber").asString()).isEqualTo("000001");
        assertThat(difference.get("terminalAmountMinor").asLong()).isEqualTo(90_00);
        assertThat(difference.get("hostAmountMinor").asLong()).isEqualTo(100_00);
    }

    /// The batch closed from our records and stays so; what the terminal claims is compared when it
    /// comes back.
    @Test
    void comparesTotalsThatComeAfterTheClose() {
        say(story.tariff(), story.purchase(100_00), story.timedOut());
        awaitSettled(story);
        assertThat(causes()).isEmpty();

        say(story.claims(new BatchTotals(90_00, 2, 0, 0)));
        until("the claim", () -> !causes().isEmpty());

        assertThat(causes()).containsExactly("TOTALS_DIFFER");
        assertThat(batch().get("terminalDomestic").get("debitMinor").asLong()).isEqualTo(90_00);
        assertThat(batch().get("hostDomestic").get("debitMinor").asLong()).isEqualTo(100_00);
        assertThat(batch().get("closing").asString()).isEqualTo("TIMED_OUT");
    }

    /// One of our own services is wrong: nobody is paid until somebody has looked.
    @Test
    void postsNothingOfABatchWhoseMembersContradictIt() {
        say(story.tariff());
        story.purchase(100_00);
        var other = Story.begin();
        var impostor = other.purchase(99_00);
        var facts = impostor.transaction();
        say(
                story.closed(),
                new TransactionCaptured(
                        new TransactionFacts(
                                facts.transactionId(),
                                facts.sequence(),
                                facts.kind(),
                                facts.state(),
                                story.terminalId(),
                                story.merchantId(),
                                facts.outletId(),
                                facts.outletName(),
                                facts.batchNumber(),
                                facts.traceNumber(),
                                facts.amount(),
                                facts.maskedPan(),
                                facts.issuer(),
                                facts.scheme(),
                                facts.region(),
                                facts.retrievalReference(),
                                facts.authorizationCode(),
                                facts.businessDate(),
                                facts.occurredAt(),
                                facts.cause(),
                                facts.originalId()),
                        story.batchId()));

        asserted(
                () ->
                        assertThat(
                                        service.bean(MeterRegistry.class)
                                                .counter("shoudan.settlement.batch.contradictory")
                                                .count())
                                .isPositive());
        assertThat(batch().get("posted").asBoolean()).isFalse();
        assertThat(count("journal_entry where source_id like :id || '/%'", impostor)).isZero();
    }

    @Test
    void skipsAndCountsWhatItDoesNotKnow() {
        var skipped =
                service.bean(MeterRegistry.class)
                        .counter("shoudan.settlement.events.skipped", "topic", "transaction.v1");
        var before = skipped.count();
        service.send(
                TransactionEvent.TOPIC,
                story.terminalId(),
                "io.shoudan.transaction.SomethingNew",
                UUID.randomUUID(),
                "{}".getBytes(StandardCharsets.UTF_8));
        say(story.tariff(), story.purchase(1), story.closed());

        awaitSettled(story);
        assertThat(skipped.count()).isEqualTo(before + 1);
    }

    private void say(DomainEvent... events) {
        for (var event : events) {
            service.say(event);
        }
    }

    private void awaitSettled(Story settled) {
        until(
                "batch settled",
                () ->
                        service.jdbc()
                                .sql(
                                        """
                                        select count(*) from batch
                                         where batch_id = :batch and settled_at is not null
                                        """)
                                .param("batch", settled.batchId())
                                .query(Long.class)
                                .single()
                                .equals(1L));
    }

    /// Its close says so, whatever the first member's slip says.
    @Test
    void aBatchIsTheMerchantsWhomItsCloseNames() {
        var another = Story.begin().purchase(1_00);
        story.purchase(1_00);
        story.purchase(2_00); // The close waits for them.

        service.say(new TransactionCaptured(another.transaction(), story.batchId()));
        until(
                "member",
                () -> count("settlement_line where transaction_id = :id::uuid", another) == 1);
        service.say(story.closed());
        until(
                "close",
                () -> count("batch where closed_at is not null and merchant_id = :id", story) == 1);

        assertThat(count("batch where terminal_id = :id", story.terminalId())).isEqualTo(1);
    }

    /// Who comes back after months, or reads all anew, misses nothing.
    @Test
    void keepsWhatItSaysForEver() throws Exception {
        service.say(story.tariff());
        service.say(story.purchase(1_00));
        service.say(story.closed());
        settledEvents(story);
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, SettlementEvent.TOPIC);
        try (var admin = Admin.create(Map.of("bootstrap.servers", TestServers.kafkaBootstrap()))) {
            var configs = admin.describeConfigs(List.of(topic)).all().get();
            var config = Objects.requireNonNull(configs.get(topic));

            assertThat(config.get("retention.ms").value()).isEqualTo("-1");
        }
    }

    private String token() {
        return TestTokens.merchant(story.merchantId());
    }

    private JsonNode statement(String date) {
        return json(service.get("/v1/statements/" + date, token()).body());
    }

    /// Whether one line waits, and for what.
    private boolean waitsFor(String reason) {
        var waiting = statement("2026-11-23").path("waiting");
        return waiting.size() == 1 && waiting.get(0).get("reason").asString().equals(reason);
    }

    private JsonNode batch() {
        return json(service.get("/v1/batches/" + story.terminalId() + "/000001", token()).body());
    }

    private List<String> causes() {
        var causes = new ArrayList<String>();
        batch().get("differences").forEach(it -> causes.add(it.get("cause").asString()));
        return causes;
    }

    private double waitingForTariff() {
        return service.bean(MeterRegistry.class)
                .get("shoudan.settlement.lines.waiting")
                .tag("state", "waiting_for_tariff")
                .gauge()
                .value();
    }

    private long count(String what, TransactionCaptured captured) {
        return count(what, captured.transaction().transactionId().toString());
    }

    private long count(String what, Story of) {
        return count(what, of.merchantId());
    }

    private long count(String what, String id) {
        return service.jdbc()
                .sql("select count(*) from " + what)
                .param("id", id)
                .query(Long.class)
                .single();
    }

    private static JsonNode json(String body) {
        return JsonMapper.shared().readTree(body);
    }

    /// Reads `settlement.v1` from the start until it is quiet.
    private static List<String> settledEvents(Story of) {
        var settings =
                Map.<String, Object>of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        TestServers.kafkaBootstrap(),
                        ConsumerConfig.GROUP_ID_CONFIG,
                        "test-" + UUID.randomUUID(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest");
        try (var consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(SettlementEvent.TOPIC));
            var found = new ArrayList<String>();
            until(
                    "BatchSettled",
                    () -> {
                        consumer.poll(Duration.ofMillis(500))
                                .forEach(
                                        it -> {
                                            if (it.key().equals(of.terminalId())) {
                                                found.add(it.value());
                                            }
                                        });
                        return !found.isEmpty();
                    });
            consumer.poll(Duration.ofSeconds(1)).forEach(it -> found.add(it.value()));
            return found.stream().filter(it -> it.contains(of.terminalId())).toList();
        }
    }
}
