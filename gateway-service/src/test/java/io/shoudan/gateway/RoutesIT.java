package io.shoudan.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.platform.testing.TestTokens;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who reaches what through the gateway, and what passes.
class RoutesIT {

    private static final String MERCHANT = "898310058120001";

    private static Gateway gateway;

    @BeforeAll
    static void start() {
        gateway = Gateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            textBlock =
                    """
            method | path                            | anybody | merchant | operator | service
            GET    | /v1/transactions                | 401     | 200      | 200      | transaction
            GET    | /v1/transactions/7/timeline     | 401     | 200      | 200      | transaction
            GET    | /v1/switches                    | 401     | 403      | 200      | transaction
            PUT    | /v1/switches/network/main       | 401     | 403      | 200      | transaction
            GET    | /v1/quarantined-reversals       | 401     | 403      | 200      | transaction
            GET    | /v1/region-rules                | 401     | 403      | 200      | transaction
            DELETE | /v1/region-rules/7              | 401     | 403      | 200      | transaction
            POST   | /v1/quarantined-reversals/7     | 401     | 403      | 200      | transaction
            PUT    | /v1/stops/TERMINAL/90010001     | 401     | 403      | 200      | transaction
            DELETE | /v1/stops/TERMINAL/90010001     | 401     | 403      | 200      | transaction
            GET    | /v1/blocked-cards               | 401     | 403      | 200      | transaction
            POST   | /v1/blocked-cards               | 401     | 403      | 200      | transaction
            GET    | /v1/terminals/90010001/binding  | 401     | 200      | 200      | merchant
            PUT    | /v1/terminals/90010001/binding  | 401     | 403      | 200      | merchant
            PUT    | /v1/terminals/90010001/limits   | 401     | 403      | 200      | merchant
            PUT    | /v1/terminals/90010001/main-key | 401     | 403      | 200      | terminal
            GET    | /v1/terminals/90010001/status   | 401     | 200      | 200      | terminal
            GET    | /v1/terminals/90010001/attempts | 401     | 200      | 200      | terminal
            POST   | /v1/software-blocks             | 401     | 403      | 200      | terminal
            DELETE | /v1/software-blocks/1           | 401     | 403      | 200      | terminal
            GET    | /v1/merchants                   | 401     | 200      | 200      | merchant
            PUT    | /v1/merchants/m1                | 401     | 403      | 200      | merchant
            PUT    | /v1/merchants/m1/outlets/a      | 401     | 403      | 200      | merchant
            GET    | /v1/merchants/m1/tariff         | 401     | 200      | 200      | merchant
            PUT    | /v1/clients/shop                | 401     | 403      | 200      | merchant
            DELETE | /v1/clients/shop                | 401     | 403      | 200      | merchant
            GET    | /v1/statements/2026-11-23       | 401     | 200      | 200      | settlement
            GET    | /v1/statements/2026-11-23/csv   | 401     | 200      | 200      | settlement
            GET    | /v1/batches                     | 401     | 200      | 200      | settlement
            GET    | /v1/batches/90010001/000001     | 401     | 200      | 200      | settlement
            GET    | /v1/ledger/trial-balance        | 401     | 403      | 200      | settlement
            GET    | /v1/terminals/90010001          | 404     | 404      | 404      |
            GET    | /v1/terminals/90010001/keys     | 404     | 404      | 404      |
            GET    | /v1                             | 404     | 404      | 404      |
            GET    | /internal/v1/transactions       | 404     | 404      | 404      |
            GET    | /actuator                       | 404     | 404      | 404      |
            GET    | /actuator/health                | 404     | 404      | 404      |
            GET    | /actuator/env                   | 404     | 404      | 404      |
            GET    | /actuator/prometheus            | 404     | 404      | 404      |
            GET    | /oauth2/introspect              | 404     | 404      | 404      |
            GET    | /error                          | 404     | 404      | 404      |
            """)
    void admitsByRoleAndListedPath(
            String method, String path, int anybody, int merchant, int operator, String service) {
        var anonymous = gateway.send(gateway.request(path).method(method, BodyPublishers.noBody()));
        assertThat(anonymous.status()).isEqualTo(anybody);
        assertThat(gateway.call(method, path, TestTokens.merchant(MERCHANT)).status())
                .isEqualTo(merchant);
        var answer = gateway.call(method, path, TestTokens.operator());
        assertThat(answer.status()).isEqualTo(operator);
        if (service != null) {
            assertThat(answer.body().path("service").asString()).isEqualTo(service);
        }
    }

    @Test
    void refusesTokensThatAreNotOursBeforeAnyServiceHearsOfThem() {
        long before = gateway.asked();
        for (var token :
                List.of(
                        TestTokens.expiredMerchant(MERCHANT),
                        TestTokens.forgedOperator(),
                        TestTokens.foreignOperator(),
                        TestTokens.withoutRole(),
                        TestTokens.internal("terminal-service", "gateway-service"),
                        "nonsense")) {
            var answer = gateway.get("/v1/transactions", token);

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.problem()).isEqualTo("unauthenticated");
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        }
        assertThat(gateway.asked()).isEqualTo(before);
    }

    @Test
    void passesTheTokenTheQueryAndTheBodyOn() {
        var token = TestTokens.operator();
        gateway.send(
                gateway.request("/v1/switches/network/a%20b?x=1%2B2&x=%E4%B8%AD", token)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString("{\"on\": true}")));

        var asked = gateway.transaction.lastAsked();
        assertThat(asked.method()).isEqualTo("PUT");
        assertThat(asked.target()).isEqualTo("/v1/switches/network/a%20b?x=1%2B2&x=%E4%B8%AD");
        assertThat(asked.body()).isEqualTo("{\"on\": true}");
        assertThat(asked.header("Content-Type")).startsWith("application/json");
        assertThat(asked.header("Authorization")).isEqualTo("Bearer " + token);
    }

    /// The form is the request's body and stays there: a secret that a careless client puts into
    /// it must not turn up in a query, and so in logs.
    @Test
    void passesTokenRequestsOnAsTheyCame() {
        gateway.merchant.behave(it -> Backend.send(it, 200, "{\"access_token\":\"t\"}"));
        var answer =
                gateway.send(
                        gateway.request("/oauth2/token")
                                .header("Authorization", "Basic YTpi")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(
                                        BodyPublishers.ofString(
                                                "grant_type=client_credentials&scope=a+b")));

        var asked = gateway.merchant.lastAsked();
        gateway.merchant.behaveAsUsual();
        assertThat(answer.body().path("access_token").asString()).isEqualTo("t");
        assertThat(asked.target()).isEqualTo("/oauth2/token");
        assertThat(asked.body()).contains("grant_type=client_credentials").contains("scope=a+b");
        assertThat(asked.header("Authorization")).isEqualTo("Basic YTpi");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%69nternal/v1/transactions",
                "//internal/v1/transactions",
                "/v1/../internal/v1/transactions",
                "/v1/%2e%2e/internal/v1/transactions",
                "/v1/transactions/../../internal/v1/transactions",
                "/v1/transactions/..%2f..%2finternal/v1/transactions",
                "/v1/transactions/%252e%252e/%252e%252e/internal/v1/transactions",
                "/v1/transactions/..;/..;/internal/v1/transactions",
                "/v1/transactions;/../internal/v1/transactions",
                "/v1/transactions\\..\\..\\internal/v1/transactions",
                "/internal;x=y/v1/transactions",
                "/INTERNAL/v1/transactions",
                "/actuator/health/readiness/../env",
                "/%61ctuator/env"
            })
    void leadsNowhereInsideHoweverThePathIsSpelled(String path) {
        long before = gateway.asked();

        var answer =
                gateway.raw(
                        """
                        GET %s HTTP/1.1\r
                        Host: gateway\r
                        Authorization: Bearer %s\r
                        Connection: close\r
                        \r
                        """
                                .formatted(path, TestTokens.operator()));

        assertThat(answer).matches("(?s)HTTP/1.1 (400|404) .*");
        assertThat(gateway.asked()).isEqualTo(before);
    }
}
