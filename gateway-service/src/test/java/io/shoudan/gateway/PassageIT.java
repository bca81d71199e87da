package io.shoudan.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import io.shoudan.platform.testing.TestTokens;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What passes the gateway with a request and with its answer, and what does not.
class PassageIT {

    private static Gateway gateway;

    private final String operator = TestTokens.operator();

    @BeforeAll
    static void start() {
        gateway = Gateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @AfterEach
    void behave() {
        gateway.transaction.behaveAsUsual();
    }

    /// Services believe what the gateway tells them, so a caller must not be able to tell them
    /// anything in its name.
    @Test
    void keepsHeadersOutsideThatServicesCouldBelieve() {
        var answer =
                gateway.raw(
                        """
                        GET /v1/transactions HTTP/1.1\r
                        Host: gateway.example\r
                        Authorization: Bearer %s\r
                        Accept: application/json\r
                        Accept-Language: zh\r
                        Connection: close, X-Hop\r
                        X-Hop: 1\r
                        Keep-Alive: timeout=5\r
                        TE: trailers\r
                        Upgrade: h2c\r
                        Proxy-Authorization: Basic x\r
                        Forwarded: for=10.0.0.1;host=evil.example\r
                        X-Forwarded-For: 10.0.0.1\r
                        X-Forwarded-Host: evil.example\r
                        X-Forwarded-Proto: https\r
                        X-Forwarded-Prefix: /internal\r
                        X-Real-IP: 10.0.0.1\r
                        X-Original-URL: /internal/v1/transactions\r
                        X-Rewrite-URL: /internal/v1/transactions\r
                        X-HTTP-Method-Override: PUT\r
                        Shoudan-Deadline-Ms: 999999\r
                        Shoudan-Caller: operator\r
                        Cookie: a=b\r
                        traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r
                        \r
                        """
                                .formatted(operator));

        assertThat(answer).startsWith("HTTP/1.1 200");
        var asked = gateway.transaction.lastAsked();
        assertThat(namesOf(asked.headers()))
                .containsOnly(
                        "host",
                        "accept",
                        "accept-language",
                        "authorization",
                        "x-request-id",
                        "shoudan-deadline-ms",
                        "user-agent");
        assertThat(asked.method()).isEqualTo("GET");
        assertThat(asked.header("Host")).doesNotContain("gateway.example");
        assertThat(asked.header("Accept-Language")).isEqualTo("zh");
        assertThat(Integer.parseInt(asked.header("Shoudan-Deadline-Ms"))).isBetween(1, 10_000);
    }

    private static List<String> namesOf(Headers headers) {
        return headers.keySet().stream().map(it -> it.toLowerCase(Locale.ROOT)).toList();
    }

    @Test
    void namesARequestAndTellsEverybody() {
        var answer = gateway.get("/v1/transactions", operator);

        assertThat(answer.header("X-Request-Id")).matches("[0-9a-f-]{36}");
        assertThat(gateway.transaction.lastAsked().header("X-Request-Id"))
                .isEqualTo(answer.header("X-Request-Id"));
    }

    @Test
    void keepsTheNameThatTheCallerGave() {
        var answer =
                gateway.send(
                        gateway.request("/v1/transactions", operator)
                                .header("X-Request-Id", "till-7.1234"));

        assertThat(answer.header("X-Request-Id")).isEqualTo("till-7.1234");
        assertThat(gateway.transaction.lastAsked().header("X-Request-Id")).isEqualTo("till-7.1234");
    }

    @Test
    void replacesANameThatCouldForgeALogLine() {
        var answer =
                gateway.send(
                        gateway.request("/v1/transactions", operator)
                                .header("X-Request-Id", "a b\" level=ERROR"));

        assertThat(answer.header("X-Request-Id")).matches("[0-9a-f-]{36}");
    }

    @Test
    void namesARequestThatIsRefusedToo() {
        var answer =
                gateway.send(
                        gateway.request("/v1/transactions").header("X-Request-Id", "quote-me"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("X-Request-Id")).isEqualTo("quote-me");
        assertThat(answer.body().path("requestId").asString()).isEqualTo("quote-me");
    }

    @Test
    void passesAnAnswerOnWithItsMeaningAndNothingElse() {
        gateway.transaction.behave(
                exchange -> {
                    exchange.getResponseHeaders().set("X-Request-Id", "another");
                    exchange.getResponseHeaders().set("Set-Cookie", "a=b");
                    exchange.getResponseHeaders().set("Server", "secret/1.0");
                    exchange.getResponseHeaders().set("Cache-Control", "public, max-age=99");
                    exchange.getResponseHeaders().set("Content-Disposition", "attachment");
                    exchange.getResponseHeaders().set("Connection", "X-Inner");
                    exchange.getResponseHeaders().set("X-Inner", "1");
                    Backend.send(exchange, 409, "{\"type\":\"about:blank\"}");
                });

        var answer = gateway.get("/v1/transactions", operator);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text()).isEqualTo("{\"type\":\"about:blank\"}");
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("Content-Disposition")).isEqualTo("attachment");
        assertThat(answer.header("X-Request-Id")).isNotEqualTo("another").hasSize(36);
        assertThat(answer.header("Cache-Control")).contains("no-store").doesNotContain("public");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.response().headers().map())
                .doesNotContainKeys("set-cookie", "server", "x-inner");
    }

    @Test
    void passesAnAnswerWithoutBodyOn() {
        gateway.merchant.behave(it -> Backend.send(it, 204, ""));

        var answer = gateway.call("DELETE", "/v1/clients/shop", operator);
        gateway.merchant.behaveAsUsual();

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.text()).isEmpty();
        assertThat(gateway.merchant.lastAsked().method()).isEqualTo("DELETE");
    }

    @Test
    void streamsALongAnswer() {
        var line = "2026-11-23,1234\n";
        gateway.settlement.behave(
                exchange -> {
                    exchange.getResponseHeaders().set("Content-Type", "text/csv");
                    exchange.sendResponseHeaders(200, 0);
                    for (int i = 0; i < 100_000; i++) {
                        exchange.getResponseBody().write(line.getBytes(StandardCharsets.US_ASCII));
                    }
                });

        var answer = gateway.get("/v1/statements/2026-11-23/csv", operator);
        gateway.settlement.behaveAsUsual();

        assertThat(answer.text()).hasSize(1_600_000);
        assertThat(answer.header("Content-Type")).startsWith("text/csv");
    }

    @Test
    void followsNoRedirect() {
        gateway.transaction.behave(
                exchange -> {
                    exchange.getResponseHeaders().set("Location", gateway.merchant.url() + "/x");
                    exchange.sendResponseHeaders(302, -1);
                });
        long before = gateway.merchant.asked().size();

        var answer = gateway.get("/v1/transactions", operator);

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).isEmpty();
        assertThat(gateway.merchant.asked()).hasSize((int) before);
    }

    @ParameterizedTest
    @ValueSource(ints = {65_537, 200_000})
    void refusesBodiesThatAreTooLarge(int bytes) {
        long before = gateway.asked();
        var body = new byte[bytes];
        var known =
                gateway.send(
                        gateway.request("/v1/switches/network/main", operator)
                                .PUT(BodyPublishers.ofByteArray(body)));
        var chunked =
                gateway.send(
                        gateway.request("/v1/switches/network/main", operator)
                                .PUT(
                                        BodyPublishers.ofInputStream(
                                                () -> new ByteArrayInputStream(body))));

        assertThat(known.status()).isEqualTo(413);
        assertThat(known.problem()).isEqualTo("too-large");
        assertThat(chunked.status()).isEqualTo(413);
        assertThat(chunked.problem()).isEqualTo("too-large");
        assertThat(gateway.asked()).isEqualTo(before);
    }

    @Test
    void refusesTokenRequestsThatAreTooLarge() {
        long before = gateway.asked();
        var form = "grant_type=client_credentials&x=" + "x".repeat(70_000);
        for (var body :
                List.of(
                        BodyPublishers.ofString(form),
                        BodyPublishers.ofInputStream(
                                () ->
                                        new ByteArrayInputStream(
                                                form.getBytes(StandardCharsets.US_ASCII))))) {
            var answer =
                    gateway.send(
                            gateway.request("/oauth2/token")
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(body));

            assertThat(answer.status()).isEqualTo(413);
        }
        assertThat(gateway.asked()).isEqualTo(before);
    }

    @Test
    void passesABodyOfTheLargestSizeOn() {
        var answer =
                gateway.send(
                        gateway.request("/v1/switches/network/main", operator)
                                .PUT(BodyPublishers.ofByteArray(new byte[65_536])));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(gateway.transaction.lastAsked().body()).hasSize(65_536);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?a=%zz", "?a=%", "?%ff=1"})
    void refusesAQueryThatCannotBeRead(String query) {
        var answer =
                gateway.raw(
                        """
                        GET /v1/transactions%s HTTP/1.1\r
                        Host: gateway\r
                        Authorization: Bearer %s\r
                        Connection: close\r
                        \r
                        """
                                .formatted(query, operator));

        assertThat(answer).startsWith("HTTP/1.1 400").contains("problems/validation");
    }

    @Test
    void refusesAFormThatCannotBeRead() {
        long before = gateway.asked();
        var answer =
                gateway.send(
                        gateway.request("/oauth2/token")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("grant_type=%zz")));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(gateway.asked()).isEqualTo(before);
    }

    @Test
    void speaksTheCallersLanguage() {
        var answer =
                gateway.send(
                        gateway.request("/v1/transactions").header("Accept-Language", "zh-CN"));

        assertThat(answer.body().path("title").asString()).isEqualTo("未通过身份认证");
    }
}
