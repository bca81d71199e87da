package io.shoudan.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.contracts.event.BatchSettled;
import io.shoudan.contracts.event.BindingChanged;
import io.shoudan.contracts.event.DomainEvent;
import io.shoudan.contracts.event.MerchantChanged;
import io.shoudan.contracts.merchant.model.BindingStatus;
import io.shoudan.contracts.merchant.model.MerchantStatus;
import io.shoudan.contracts.merchant.model.Product;
import io.shoudan.platform.event.EventJson;
import io.shoudan.platform.testing.Eventually;
import io.shoudan.platform.testing.Replay;
import io.shoudan.platform.testing.TestKafka;
import io.shoudan.platform.testing.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What this service derived from others' events can be thrown away: reading the topics again gives
/// the same rows, whatever came twice or late the first time.
class ReplayIT {

    private static final int MERCHANTS = 20;
    private static final int TERMINALS = 60;
    private static final int VERSIONS = 5;
    private static final int BATCHES = 6;

    private static final long SEED = Long.getLong("shoudan.seed", new Random().nextLong());

    private static ScriptedNetwork network;
    private static RunningService service;

    @BeforeAll
    static void start() {
        System.out.println("seed=" + SEED);
        network = ScriptedNetwork.start();
        service =
                RunningService.start(TestServers.settings(), network, Map.of(), _ -> {}).signedOn();
    }

    @AfterAll
    static void stop() {
        service.close();
        network.close();
    }

    @Test
    void aReplayIntoEmptyCopiesGivesTheSame() {
        var random = new Random(SEED);
        say(Replay.disorder(story(random), random));
        var replay = Replay.of(service.context(), MerchantChanged.TOPIC, BindingChanged.TOPIC);
        replay.awaitEnd();
        var merchants = replay.hash("merchant");
        var bindings = replay.hash("binding");
        assertThat(newest()).isEqualTo(MERCHANTS + TERMINALS);

        replay.run(() -> service.sql().sql("truncate merchant, binding").update());

        assertThat(replay.hash("merchant")).as("seed=%d", SEED).isEqualTo(merchants);
        assertThat(replay.hash("binding")).as("seed=%d", SEED).isEqualTo(bindings);
        System.out.println("merchant: " + merchants + "; binding: " + bindings);
    }

    /// Settlement's word is kept in the payments: a backup from before it hears it again, and who
    /// heard it already takes no harm.
    @Test
    void aReplayOfWhatWasSettledGivesTheSame() {
        var random = new Random(SEED);
        var settled = new ArrayList<DomainEvent>();
        for (int i = 0; i < BATCHES; i++) {
            settled.add(aClosedBatch("7100000" + i));
        }
        say(Replay.disorder(settled, random));
        var replay = Replay.of(service.context(), BatchSettled.TOPIC);
        replay.awaitEnd();
        var payments = replay.hash("transaction");
        var steps = replay.hash("transaction_step", "at");
        assertThat(settledPayments()).isEqualTo(2 * BATCHES);

        replay.run(ReplayIT::forgetMarks);

        assertThat(replay.hash("transaction")).as("seed=%d", SEED).isEqualTo(payments);
        assertThat(replay.hash("transaction_step", "at")).as("seed=%d", SEED).isEqualTo(steps);

        replay.run(
                () -> {
                    forgetMarks();
                    forgetSettled();
                    assertThat(replay.hash("transaction")).isNotEqualTo(payments);
                });

        assertThat(replay.hash("transaction")).as("seed=%d", SEED).isEqualTo(payments);
        assertThat(replay.hash("transaction_step", "at")).as("seed=%d", SEED).isEqualTo(steps);
        System.out.println("transaction: " + payments + "; transaction_step: " + steps);
    }

    private static void forgetMarks() {
        service.sql()
                .sql("delete from inbox where consumer = 'transaction-service/settlement'")
                .update();
    }

    /// As the tables were before.
    private static void forgetSettled() {
        service.sql().sql("delete from transaction_step where step = 'SETTLED'").update();
        service.sql()
                .sql(
                        """
                        update transaction
                           set state = 'CAPTURED', step_count = step_count - 1,
                               transition_count = transition_count - 1
                         where state = 'SETTLED'
                        """)
                .update();
    }

    private static long settledPayments() {
        return service.sql()
                .sql("select count(*) from transaction where state = 'SETTLED'")
                .query(Long.class)
                .single();
    }

    /// Two purchases, captured.
    private static BatchSettled aClosedBatch(String terminalId) {
        var terminal = service.terminal(merchant(99), terminalId);
        terminal.send(terminal.aPurchase(10_00));
        terminal.send(terminal.aPurchase(20_00));
        terminal.settle(terminal.batch, Terminal.totals(30_00, 2, 0, 0), null);
        var batch =
                Eventually.until(
                        "the batch is closed",
                        () ->
                                service.sql()
                                        .sql(
                                                """
                                                select id from terminal_batch
                                                 where terminal_id = :terminal
                                                   and state = 'CLOSED'
                                                """)
                                        .param("terminal", terminalId)
                                        .query(Long.class)
                                        .list(),
                        it -> !it.isEmpty());
        return new BatchSettled(
                batch.getFirst(), terminalId, merchant(99), terminal.batch, Instant.EPOCH);
    }

    /// Of those in the story, whose newest version is here.
    private static long newest() {
        return service.sql()
                .sql(
                        """
                        select (select count(*) from merchant
                                 where merchant_id like '8983100700%' and version = :last)
                             + (select count(*) from binding
                                 where terminal_id like '70%' and version = :last)
                        """)
                .param("last", VERSIONS)
                .query(Long.class)
                .single();
    }

    private static List<DomainEvent> story(Random random) {
        var events = new ArrayList<DomainEvent>();
        for (long version = 1; version <= VERSIONS; version++) {
            for (int i = 0; i < MERCHANTS; i++) {
                events.add(
                        new MerchantChanged(
                                merchant(i),
                                version,
                                "Shop " + version,
                                "310000",
                                "5411",
                                any(random, MerchantStatus.values()),
                                Set.of(any(random, Product.values()))));
            }
            for (int i = 0; i < TERMINALS; i++) {
                events.add(
                        new BindingChanged(
                                "70%06d".formatted(i),
                                version,
                                merchant(random.nextInt(MERCHANTS)),
                                "O" + random.nextInt(9),
                                "Outlet " + version,
                                "1 West Road",
                                "310101",
                                "SN" + i,
                                "M1",
                                any(random, BindingStatus.values()),
                                random.nextBoolean()
                                        ? null
                                        : new BindingChanged.Limits(
                                                random.nextLong(100_00),
                                                null,
                                                version > 3 ? 7 : 1)));
            }
        }
        return events;
    }

    /// Who comes twice comes with the same id: a repetition.
    private static void say(List<DomainEvent> events) {
        var json = new EventJson();
        try (var kafka = TestKafka.shared()) {
            for (var event : events) {
                var value = json.write(event);
                var content = event.type() + new String(value, StandardCharsets.UTF_8);
                var id = UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8));
                kafka.publish(id, event.topic(), event.key(), event.type(), event.subject(), value);
            }
        }
    }

    private static String merchant(int number) {
        return "8983100700%05d".formatted(number);
    }

    private static <T> T any(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }
}
