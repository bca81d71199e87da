package io.shoudan.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.platform.testing.TestTokens;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// How often one may call: each client for itself, each address for tokens.
class LimitIT {

    private static Gateway gateway;

    @BeforeAll
    static void start() {
        gateway =
                Gateway.start(
                        Map.of(
                                "shoudan.gateway.limit.client.per-second", 1,
                                "shoudan.gateway.limit.client.burst", 5,
                                "shoudan.gateway.limit.address.per-second", 1,
                                "shoudan.gateway.limit.address.burst", 3));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void refusesAClientThatCallsTooOftenAndNobodyElse() {
        var eager = TestTokens.merchant("898310058120001");
        var first = gateway.get("/v1/transactions", eager);
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("RateLimit-Policy")).isEqualTo("\"client\";q=5;w=5");
        assertThat(first.header("RateLimit")).startsWith("\"client\";r=4;t=");

        Gateway.Answer refused = first;
        for (int i = 0; i < 20 && refused.status() == 200; i++) {
            refused = gateway.get("/v1/batches", eager);
        }

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.problem()).isEqualTo("rate-limited");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused.header("RateLimit")).startsWith("\"client\";r=0;t=");
        assertThat(refused.header("X-Request-Id")).isNotEmpty();
        var other = TestTokens.merchant("898310058120002");
        assertThat(gateway.get("/v1/transactions", other).status()).isEqualTo(200);
    }

    @Test
    void refusesAnAddressThatGuessesSecrets() {
        long before = gateway.merchant.asked().size();
        int refused = 0;
        for (int i = 0; i < 20; i++) {
            var answer =
                    gateway.send(
                            gateway.request("/oauth2/token")
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    // A forged address is no other address.
                                    .header("X-Forwarded-For", "10.0.0." + i)
                                    .POST(BodyPublishers.ofString("grant_type=x")));
            if (answer.status() == 429) {
                refused++;
                assertThat(answer.header("RateLimit-Policy")).isEqualTo("\"address\";q=3;w=3");
            }
        }

        assertThat(refused).isPositive();
        assertThat(gateway.merchant.asked().size() - before).isEqualTo(20 - refused);
        assertThat(gateway.get("/docs/").status()).isEqualTo(200);
        assertThat(gateway.get("/actuator/health/liveness").status()).isEqualTo(200);
    }
}
