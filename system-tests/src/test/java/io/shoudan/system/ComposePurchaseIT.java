package io.shoudan.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.launcher.ApiCaller;
import io.shoudan.launcher.DemoData;
import io.shoudan.launcher.DemoMerchant;
import io.shoudan.simulator.terminal.Card;
import io.shoudan.simulator.terminal.Exchange;
import io.shoudan.simulator.terminal.Terminal;
import io.shoudan.simulator.terminal.TerminalSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// One purchase through `docker-compose.yml`: the images, their users and read-only file systems,
/// and what the containers are told about each other. Needs Docker and the jars of the services.
@EnabledIfSystemProperty(
        named = "shoudan.test.compose",
        matches = "true",
        disabledReason = "needs Docker; .ci/run sets it where Docker answers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComposePurchaseIT {

    /// The defaults of docker-compose.yml.
    private static final String FOR_TRYING_OUT = "for-trying-out-only";

    private static final String KEY_TRANSPORT_KEY = "0123456789ABCDEFFEDCBA9876543210";

    private static final Duration ARRIVAL = Duration.ofSeconds(30);

    private final ComposeProject project = ComposeProject.onFreePorts();

    @BeforeAll
    void up() throws Exception {
        project.up();
    }

    @AfterAll
    void down() throws Exception {
        project.down();
    }

    @Test
    void purchaseIsApprovedAndVisibleToItsMerchant() throws Exception {
        URI gateway = URI.create("http://127.0.0.1:" + project.gatewayPort());
        Map<String, String> secrets = new ConcurrentHashMap<>();
        var operator = new ApiCaller(gateway, "operator", FOR_TRYING_OUT);
        new DemoData(operator, KEY_TRANSPORT_KEY).make(kept(secrets));

        DemoMerchant merchant = DemoMerchant.FIRST;
        var purchases = new ArrayDeque<Exchange>();
        try (var terminal =
                new Terminal(
                        TerminalSettings.of(
                                "127.0.0.1",
                                project.terminalPort(),
                                merchant.terminalId(),
                                merchant.merchantId(),
                                merchant.mainKey()))) {
            assertThat(terminal.signOn().approved()).isTrue();
            // 03 or 58 as long as transaction-service has not heard of merchant and terminal.
            Await.until(
                    ARRIVAL,
                    () -> {
                        purchases.add(
                                terminal.purchase(1234, Card.typed("6225000000000014", "3012")));
                        return purchases
                                .getLast()
                                .responseCode()
                                .filter(Set.of("03", "58")::contains)
                                .isEmpty();
                    },
                    purchases::getLast);
        }

        var purchase = purchases.getLast();
        assertThat(purchase.responseCode()).contains("00");
        var api =
                new ApiCaller(gateway, merchant.clientId(), kept(secrets).get(merchant.clientId()));
        var seen =
                api.get(
                        "/v1/transactions/by-reference/"
                                + purchase.retrievalReference().orElseThrow());
        assertThat(seen.path("state").asString()).isEqualTo("APPROVED");
        assertThat(seen.path("amount").path("minorUnits").asLong()).isEqualTo(1234);
    }

    private static DemoData.ClientSecrets kept(Map<String, String> secrets) {
        return new DemoData.ClientSecrets() {
            @Override
            public String get(String clientId) {
                return secrets.getOrDefault(clientId, "");
            }

            @Override
            public void put(String clientId, String secret) {
                secrets.put(clientId, secret);
            }
        };
    }
}
