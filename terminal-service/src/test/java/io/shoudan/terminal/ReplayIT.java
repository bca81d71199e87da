package io.shoudan.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.contracts.event.BindingChanged;
import io.shoudan.contracts.event.DomainEvent;
import io.shoudan.contracts.event.MerchantChanged;
import io.shoudan.contracts.merchant.model.BindingStatus;
import io.shoudan.contracts.merchant.model.MerchantStatus;
import io.shoudan.contracts.merchant.model.Product;
import io.shoudan.platform.event.EventJson;
import io.shoudan.platform.testing.Replay;
import io.shoudan.platform.testing.TestKafka;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The copies of merchants and bindings can be thrown away: reading the topics again gives the same
/// rows, whatever came twice or late the first time.
class ReplayIT {

    private static final int MERCHANTS = 20;
    private static final int TERMINALS = 60;
    private static final int VERSIONS = 5;

    private static House house;

    @BeforeAll
    static void open() {
        house = House.open(Map.of());
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void aReplayIntoEmptyCopiesGivesTheSame() {
        long seed = Long.getLong("shoudan.seed", new Random().nextLong());
        System.out.println("seed=" + seed);
        var random = new Random(seed);
        say(Replay.disorder(story(random), random));
        var replay = Replay.of(house.context(), MerchantChanged.TOPIC, BindingChanged.TOPIC);
        replay.awaitEnd();
        var merchants = replay.hash("merchant");
        var bindings = replay.hash("binding");
        assertThat(newest()).isEqualTo(MERCHANTS + TERMINALS);

        replay.run(
                () -> {
                    house.jdbc().sql("truncate merchant, binding").update();
                    house.jdbc().sql("delete from inbox where consumer = 'merchant-copy'").update();
                });

        assertThat(replay.hash("merchant")).as("seed=%d", seed).isEqualTo(merchants);
        assertThat(replay.hash("binding")).as("seed=%d", seed).isEqualTo(bindings);
        System.out.println("merchant: " + merchants + "; binding: " + bindings);
    }

    /// Of those in the story, whose newest version is here.
    private static long newest() {
        return house.jdbc()
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
                                EnumSet.allOf(Product.class)));
            }
            for (int i = 0; i < TERMINALS; i++) {
                events.add(
                        new BindingChanged(
                                "70%06d".formatted(i),
                                version,
                                merchant(random.nextInt(MERCHANTS)),
                                "O1",
                                "Outlet " + version,
                                "1 Nanjing Road",
                                "310000",
                                "SN-" + i,
                                "POS-" + random.nextInt(9),
                                any(random, BindingStatus.values()),
                                null));
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
