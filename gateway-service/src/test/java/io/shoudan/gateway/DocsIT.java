package io.shoudan.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The API's documents, for everybody and out of our own hands.
class DocsIT {

    private static Gateway gateway;

    @BeforeAll
    static void start() {
        gateway = Gateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html, 收单",
        "/docs/, text/html, swagger-ui",
        "/docs/start.css, text/css, font",
        "/docs/initializer.js, text/javascript, /openapi/transaction.yaml",
        "/docs/swagger-ui/swagger-ui.css, text/css, .swagger-ui",
        "/docs/swagger-ui/swagger-ui-bundle.js, text/javascript, SwaggerUIBundle",
        "/docs/swagger-ui/swagger-ui-standalone-preset.js, text/javascript, Standalone",
        "/openapi/transaction.yaml, application/yaml, /v1/transactions",
        "/openapi/merchant.yaml, application/yaml, /v1/merchants",
        "/openapi/terminal.yaml, application/yaml, /v1/terminals",
        "/openapi/settlement.yaml, application/yaml, /v1/statements",
    })
    void servesPagesAndDocuments(String path, String type, String content) {
        var answer = gateway.get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith(type);
        assertThat(answer.text()).contains(content);
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
    }

    @Test
    void leadsFromDocsToThePage() {
        var answer = gateway.get("/docs");

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).endsWith("/docs/");
    }

    /// Whoever sends a host's name with a request must not choose where its reader goes.
    @Test
    void leadsNobodyToAHostThatTheCallerNames() {
        var answer =
                gateway.raw(
                        "GET /docs HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 302").contains("Location: /docs/\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs/nothing.html",
                "/docs/swagger-ui/nothing.js",
                "/docs/..%2fgateway-service.yml",
                "/openapi/internal.yaml",
                "/openapi/transaction.json",
                "/openapi",
                "/webjars/swagger-ui/swagger-ui.css",
                "/swagger-ui/index.html",
                "/v3/api-docs",
                "/gateway-service.yml"
            })
    void servesNothingElse(String path) {
        assertThat(gateway.get(path).status()).isIn(400, 404);
    }

    /// Pages that load a script from elsewhere hand our users over to whoever runs that place.
    @ParameterizedTest
    @ValueSource(strings = {"/", "/docs/", "/docs/initializer.js", "/docs/start.css"})
    void loadsNothingFromElsewhere(String path) {
        assertThat(gateway.get(path).text()).doesNotContain("http:").doesNotContain("https:");
    }

    @Test
    void isReadyAndAlive() {
        assertThat(gateway.get("/actuator/health/readiness").text()).contains("UP");
        assertThat(gateway.get("/actuator/health/liveness").text()).contains("UP");
    }
}
