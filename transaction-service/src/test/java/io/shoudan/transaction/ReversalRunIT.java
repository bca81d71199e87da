package io.shoudan.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.contracts.transaction.model.AuthorizationOutcome;
import io.shoudan.platform.testing.Eventually;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// More reversals are due than may be in flight, and nobody looks at the table by himself.
class ReversalRunIT {

    private static final int PLACES = 2;

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
                                "shoudan.reversal.interval",
                                "60s",
                                "shoudan.reversal.concurrency",
                                PLACES));
    }

    @AfterAll
    static void stop() {
        service.close();
        network.close();
    }

    /// All places become free at once, and each who gives one back thinks that another does, too.
    @Test
    void theNextInTurnGoesOutWhenPlacesBecomeFree() {
        var terminal = service.terminal(Stage.MERCHANT, "90060001");
        var reversed = new ArrayList<AuthorizationOutcome>();
        network.holdsReversals(true);
        for (int i = 0; i < 20; i++) {
            var purchase = terminal.aPurchase(10_00);
            reversed.add(terminal.send(purchase));
            terminal.reverse(purchase);
        }
        Eventually.until("all are taken", () -> network.holdingReversals() == PLACES);
        assertThat(reversed).extracting(service::state).doesNotContain("REVERSED");

        network.holdsReversals(false);
        network.releaseReversals();

        for (var each : reversed) {
            service.reaches(each, "REVERSED");
        }
    }
}
