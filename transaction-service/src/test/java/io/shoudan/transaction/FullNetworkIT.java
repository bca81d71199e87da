package io.shoudan.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.iso8583.network.NetworkDialect;
import io.shoudan.platform.testing.Eventually;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A network that keeps as many requests waiting as it may.
class FullNetworkIT {

    private static ScriptedNetwork network;
    private static RunningService service;

    @BeforeAll
    static void start() {
        network = ScriptedNetwork.start();
        service =
                RunningService.anew(
                        network,
                        Map.of(
                                "shoudan.network.reply-timeout",
                                "20s",
                                "shoudan.network.echo-interval",
                                "100ms",
                                "shoudan.route.network-calls",
                                2));
    }

    @AfterAll
    static void stop() {
        service.close();
        network.close();
    }

    /// Money already moved is held up by nobody's purchases, and they don't hide that the network
    /// is alive.
    @Test
    void purchasesLeaveRoomForReversalsAndForTheTestOfTheLink() {
        var terminal = service.terminal(Stage.MERCHANT, "90050001");
        var purchase = terminal.aPurchase(10_00);
        var bought = terminal.send(purchase);
        network.plays(_ -> ScriptedNetwork.Play.HOLD);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : List.of(terminal.aPurchase(11_00), terminal.aPurchase(12_00))) {
                callers.execute(() -> terminal.send(each));
            }
            Eventually.until("two are on their way", () -> network.holding() == 2);
            var third = terminal.send(terminal.aPurchase(13_00));
            assertThat(third.getCause()).isEqualTo("NETWORK_WINDOW_FULL");

            terminal.reverse(purchase);

            service.reaches(bought, "REVERSED");
            long tests = heard("301");
            Eventually.until("the link was tested", () -> heard("301") >= tests + 2);
            assertThat(network.holding()).isEqualTo(2);
            assertThat(heard("001")).isEqualTo(1);
            network.release();
        }
    }

    private static long heard(String networkCode) {
        return network.received().stream()
                .filter(it -> it.mti().equals("0800"))
                .filter(it -> it.get(NetworkDialect.NETWORK_CODE).equals(networkCode))
                .count();
    }
}
