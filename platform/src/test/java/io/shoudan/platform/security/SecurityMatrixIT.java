package io.shoudan.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.platform.sample.SampleService;
import io.shoudan.platform.testing.TestClient;
import io.shoudan.platform.testing.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which token opens which kind of path. A token works where it was meant to and nowhere else.
class SecurityMatrixIT {

    private final TestClient anonymous = SampleService.shared().client();

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    token               | health | open | external | operator only | internal | actuator | absent
                    none                | 200    | 200  | 401      | 401           | 401      | 401      | 401
                    garbage             | 200    | 200  | 401      | 401           | 401      | 401      | 401
                    expired merchant    | 200    | 200  | 401      | 401           | 401      | 401      | 401
                    forged operator     | 200    | 200  | 401      | 401           | 401      | 401      | 401
                    foreign operator    | 200    | 200  | 401      | 401           | 401      | 401      | 401
                    operator elsewhere  | 200    | 200  | 401      | 401           | 401      | 401      | 401
                    no known role       | 200    | 200  | 401      | 401           | 401      | 401      | 401
                    merchant            | 200    | 200  | 200      | 403           | 401      | 403      | 404
                    operator            | 200    | 200  | 200      | 200           | 401      | 200      | 404
                    service             | 200    | 200  | 401      | 401           | 200      | 401      | 401
                    expired service     | 200    | 200  | 401      | 401           | 401      | 401      | 401
                    forged service      | 200    | 200  | 401      | 401           | 401      | 401      | 401
                    service for another | 200    | 200  | 401      | 401           | 401      | 401      | 401
                    """)
    void opensExactlyWhatItIsFor(
            String token,
            int health,
            int open,
            int external,
            int operatorOnly,
            int internal,
            int actuator,
            int absent) {
        var caller = callerWith(token);

        assertAnswers(caller, "/actuator/health", health);
        assertAnswers(caller, "/open/hello", open);
        assertAnswers(caller, "/api/v1/whoami", external);
        assertAnswers(caller, "/api/v1/switches", operatorOnly);
        assertAnswers(caller, "/internal/v1/status", internal);
        assertAnswers(caller, "/actuator/metrics", actuator);
        assertAnswers(caller, "/api/v1/nothing-here", absent);
    }

    /// Spellings of an internal path that a proxy or a matcher may read differently.
    @ParameterizedTest
    @CsvSource({
        "//internal/v1/status", "/internal//v1/status", "/internal/v1/status/",
        "/%69nternal/v1/status", "/internal%2Fv1/status", "/open/../internal/v1/status",
        "/INTERNAL/v1/status", "/internal;x=y/v1/status"
    })
    void letsNobodyInByASpelling(String path) {
        assertThat(anonymous.as(TestTokens.operator()).get(path).status()).isBetween(400, 404);
        assertThat(anonymous.get(path).status()).isBetween(400, 404);
    }

    @Test
    void saysHowToAuthenticate() {
        var none = anonymous.get("/api/v1/whoami");
        var expired = anonymous.as(TestTokens.expiredMerchant("M1")).get("/api/v1/whoami");

        assertThat(none.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(expired.header("WWW-Authenticate")).contains("invalid_token");
        assertThat(none.json().path("requestId").asString()).isEqualTo(none.header("X-Request-Id"));
        assertThat(none.body()).doesNotContain("org.springframework");
    }

    @Test
    void tellsAControllerWhoCalls() {
        var merchant = anonymous.as(TestTokens.merchant("M1")).get("/api/v1/whoami").json();
        var operator = anonymous.as(TestTokens.operator()).get("/api/v1/whoami").json();
        var service = callerWith("service").get("/internal/v1/status").json();

        assertThat(merchant.path("clientId").asString()).isEqualTo("client-of-M1");
        assertThat(merchant.path("merchantId").asString()).isEqualTo("M1");
        assertThat(operator.path("clientId").asString()).isEqualTo("back-office");
        assertThat(operator.has("merchantId")).isFalse();
        assertThat(service.path("clientId").asString()).isEqualTo("terminal-service");
    }

    private TestClient callerWith(String token) {
        return switch (token) {
            case "none" -> anonymous;
            case "garbage" -> anonymous.as("garbage");
            case "expired merchant" -> anonymous.as(TestTokens.expiredMerchant("M1"));
            case "forged operator" -> anonymous.as(TestTokens.forgedOperator());
            case "foreign operator" -> anonymous.as(TestTokens.foreignOperator());
            case "operator elsewhere" -> anonymous.as(TestTokens.operatorElsewhere());
            case "no known role" -> anonymous.as(TestTokens.withoutRole());
            case "merchant" -> anonymous.as(TestTokens.merchant("M1"));
            case "operator" -> anonymous.as(TestTokens.operator());
            case "service" -> anonymous.as(internal(SampleService.NAME));
            case "expired service" ->
                    anonymous.as(
                            TestTokens.expiredInternal("terminal-service", SampleService.NAME));
            case "forged service" ->
                    anonymous.as(TestTokens.forgedInternal("terminal-service", SampleService.NAME));
            case "service for another" -> anonymous.as(internal("other-service"));
            default -> throw new IllegalArgumentException("must be known: token=" + token);
        };
    }

    private static String internal(String called) {
        return TestTokens.internal("terminal-service", called);
    }

    private static void assertAnswers(TestClient caller, String path, int status) {
        var answer = caller.get(path);
        assertThat(answer.status()).as(path).isEqualTo(status);
        var problem =
                switch (status) {
                    case 401 -> "unauthenticated";
                    case 403 -> "forbidden";
                    case 404 -> "not-found";
                    default -> "";
                };
        assertThat(answer.problem()).as(path).isEqualTo(problem);
    }
}
