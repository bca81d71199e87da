package io.shoudan.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.platform.testing.Eventually;
import io.shoudan.platform.testing.TestTokens;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What callers are told when a service is away, slow or broken: to ask again, never that nothing
/// was recorded, for the gateway can't know what came of an earlier attempt.
class OutageIT {

    /// For silent services only, and still patient enough for those that answer.
    private static final Map<String, Object> HASTY =
            Map.of("shoudan.gateway.services.read-timeout", "3s");

    private final String operator = TestTokens.operator();

    @Test
    void saysThatAServiceIsAwayWhenNobodyListens() {
        try (var gateway = Gateway.start()) {
            gateway.transaction.close();

            var answer = gateway.get("/v1/transactions", operator);

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.problem()).isEqualTo("unavailable");
            assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
            assertThat(answer.header("Retry-After")).isEqualTo("1");
            assertThat(gateway.get("/v1/merchants", operator).status()).isEqualTo(200);
        }
    }

    @Test
    void saysThatTheResultIsUnknownWhenAServiceIsSilent() throws InterruptedException {
        var told = new CountDownLatch(1);
        try (var gateway = Gateway.start(HASTY)) {
            gateway.transaction.behave(it -> await(told));

            var answer = gateway.get("/v1/transactions", operator);

            assertThat(answer.status()).isEqualTo(504);
            assertThat(answer.problem()).isEqualTo("deadline-exceeded");
        } finally {
            told.countDown();
        }
    }

    @Test
    void saysThatTheResultIsUnknownWhenAServiceHangsUp() {
        try (var gateway = Gateway.start()) {
            gateway.transaction.behave(it -> it.close());

            var answer = gateway.call("PUT", "/v1/switches/network/main", operator);

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.problem()).isEqualTo("unavailable");
            assertThat(gateway.transaction.asked()).hasSize(1); // Not repeated on its own.
        }
    }

    @Test
    void passesAServicesOwnFailuresOn() {
        try (var gateway = Gateway.start()) {
            gateway.transaction.behave(it -> Backend.send(it, 500, "{\"type\":\"its-own\"}"));

            for (int i = 0; i < 30; i++) {
                var answer = gateway.get("/v1/transactions", operator);
                assertThat(answer.status()).isEqualTo(500);
                assertThat(answer.text()).isEqualTo("{\"type\":\"its-own\"}");
            }
        }
    }

    /// A silent service would otherwise hold every caller for the full read time-out.
    @Test
    void leavesASilentServiceAloneForAWhileAndComesBack() throws InterruptedException {
        var told = new CountDownLatch(1);
        try (var gateway = Gateway.start(HASTY)) {
            gateway.transaction.behave(it -> await(told));
            assertThat(atOnce(10, () -> gateway.get("/v1/transactions", operator).status()))
                    .containsOnly(504);

            var alone = gateway.get("/v1/transactions", operator);
            assertThat(alone.status()).isEqualTo(503);
            assertThat(alone.problem()).isEqualTo("unavailable");
            assertThat(gateway.transaction.asked()).hasSize(10);
            // Other services are none of its business.
            assertThat(gateway.get("/v1/merchants", operator).status()).isEqualTo(200);

            told.countDown();
            gateway.transaction.behaveAsUsual();
            Eventually.until(
                    "the service is tried again",
                    () -> gateway.get("/v1/transactions", operator).status() == 200);
        } finally {
            told.countDown();
        }
    }

    @Test
    void saysThatItIsAwayWhenKeysCannotBeFetched() {
        var nowhere = Map.of("shoudan.security.jwk-set-uri", "http://127.0.0.1:1/oauth2/jwks");
        try (var gateway = Gateway.start(nowhere)) {
            var answer = gateway.get("/v1/transactions", operator);

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.problem()).isEqualTo("unavailable");
            assertThat(gateway.get("/actuator/health/readiness").status()).isEqualTo(200);
        }
    }

    private static List<Integer> atOnce(int times, Callable<Integer> call)
            throws InterruptedException {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            return callers.invokeAll(Collections.nCopies(times, call)).stream()
                    .map(it -> it.resultNow())
                    .toList();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
