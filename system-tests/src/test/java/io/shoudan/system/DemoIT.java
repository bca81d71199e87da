package io.shoudan.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.launcher.DemoMerchant;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What `./run` promises to whoever reads its output.
@ExtendWith(House.class)
class DemoIT {

    @Test
    void everyStepOfTheDemoHolds(RunningHouse house) {
        Await.until(
                Duration.ofSeconds(90),
                () -> house.lines().stream().anyMatch(line -> line.startsWith("demo: ")),
                house::lines);

        assertThat(house.lines()).anyMatch(line -> line.startsWith("demo: every step held"));
        assertThat(house.lines()).filteredOn(line -> line.matches(" +[0-9]+\\. .*")).hasSize(10);
    }

    @Test
    void addressesStandBeforeTheOneLineThatSaysReady(RunningHouse house) {
        List<String> lines = house.lines();
        int port = house.terminalPort();

        assertThat(lines)
                .containsSubsequence(
                        "terminal TCP 127.0.0.1:" + port,
                        "gateway 127.0.0.1:" + (port + 1),
                        "transaction-service 127.0.0.1:" + (port + 2));
        List<String> ready = lines.stream().filter(says("ready")).toList();
        assertThat(ready).hasSize(1);
        assertThat(lines.indexOf("Kafka controller 127.0.0.1:" + (port + 10)))
                .isBetween(0, lines.indexOf(ready.getFirst()) - 1);
        assertThat(lines).noneMatch(line -> line.contains("\u001b"));
    }

    @Test
    void credentialsArePrinted(RunningHouse house) {
        assertThat(house.lines())
                .anyMatch(says("client operator"))
                .anyMatch(says("client " + DemoMerchant.FIRST.clientId()))
                .anyMatch(says("client " + DemoMerchant.SECOND.clientId()));
    }

    private static Predicate<String> says(String word) {
        return line -> line.matches(".*\\b" + word + "\\b.*");
    }
}
