package io.shoudan.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.contracts.transaction.model.OutcomeResult;
import io.shoudan.platform.testing.Eventually;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A network that stays silent is given no more requests for a while, and then a few on trial.
class CircuitIT {

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
                                "1s",
                                "shoudan.route.circuit-calls",
                                5,
                                "shoudan.route.circuit-trials",
                                1,
                                "shoudan.route.circuit-pause",
                                "4s"));
    }

    @AfterAll
    static void stop() {
        service.close();
        network.close();
    }

    @Test
    void opensOnSilenceAndClosesAgainWhenTheNetworkAnswers() {
        var terminal = service.terminal(Stage.MERCHANT, "90030001");
        for (int i = 0; i < 5; i++) {
            assertThat(terminal.send(terminal.aPurchase(10_98)).getResult())
                    .isEqualTo(OutcomeResult.UNKNOWN);
        }
        var declined = terminal.send(terminal.aPurchase(11_00));
        assertThat(declined.getCause()).isEqualTo("NETWORK_CIRCUIT_OPEN");
        assertThat(network.heard(declined.getRetrievalReference())).isEmpty();

        Eventually.until(
                "a trial went through",
                () -> terminal.send(terminal.aPurchase(12_00)).getResult(),
                OutcomeResult.APPROVED::equals);
        assertThat(terminal.send(terminal.aPurchase(13_00)).getResult())
                .isEqualTo(OutcomeResult.APPROVED);
    }
}
