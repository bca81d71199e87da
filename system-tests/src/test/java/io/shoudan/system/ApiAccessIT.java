package io.shoudan.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.shoudan.launcher.ApiCaller;
import io.shoudan.launcher.DemoMerchant;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Who may call what through the gateway, and what a caller is told who sends nonsense.
@ExtendWith(House.class)
class ApiAccessIT {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String OUTLET =
            "/v1/merchants/" + DemoMerchant.FIRST.merchantId() + "/outlets/second";

    private final RunningHouse house;

    ApiAccessIT(RunningHouse house) {
        this.house = house;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/transactions",
                "/v1/statements/2026-11-23",
                "/v1/merchants",
                "/v1/terminals/90010001/status"
            })
    void nobodyGetsInWithoutAToken(String path) throws Exception {
        HttpResponse<String> answer = get(path, "");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer");
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
    }

    @Test
    void aTokenThatIsNotOursIsNoToken() throws Exception {
        String foreign =
                "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJvcGVyYXRvciIsInJvbGVzIjpbIm9wZXJhdG9yIl19.";

        assertThat(get("/v1/transactions", foreign).statusCode()).isEqualTo(401);
        assertThat(get("/v1/transactions", "Bearer nonsense").statusCode()).isEqualTo(401);
    }

    @Test
    void wrongClientCredentialsGetNoToken() throws Exception {
        var stranger =
                new ApiCaller(
                        house.gateway(), DemoMerchant.FIRST.clientId(), "wrong-secret-0123456789");

        assertThat(catchThrowable(() -> stranger.get("/v1/transactions")))
                .isInstanceOf(ApiCaller.Refused.class)
                .hasMessageContaining("was answered 401");
    }

    @Test
    void merchantsAreNoOperators() throws Exception {
        ApiCaller merchant = house.caller(DemoMerchant.FIRST);

        for (String path :
                List.of(
                        OUTLET,
                        "/v1/merchants/" + DemoMerchant.FIRST.merchantId() + "/tariff",
                        "/v1/terminals/90010001/binding",
                        "/v1/clients/another")) {
            assertThat(merchant.call("PUT", path, "{}").status()).as(path).isEqualTo(403);
        }
        assertThat(merchant.call("GET", "/v1/switches", null).status()).isEqualTo(403);
        assertThat(merchant.call("GET", "/v1/ledger/trial-balance", null).status()).isEqualTo(403);
    }

    /// Services call each other under these paths; nobody else reaches them.
    @Test
    void internalPathsAreNotThere() throws Exception {
        assertThat(house.operator().call("POST", "/internal/v1/transactions", "{}").status())
                .isEqualTo(404);
    }

    @Test
    void anUnknownFieldIsNamed() throws Exception {
        assertNamed(
                "{\"name\":\"A\",\"address\":\"B\",\"regionCode\":\"310115\",\"colour\":\"red\"}",
                "colour");
    }

    @Test
    void aWrongTypeIsNamed() throws Exception {
        assertNamed("{\"name\":{\"a\":1},\"address\":\"B\",\"regionCode\":\"310115\"}", "name");
    }

    @Test
    void aValueOutOfRangeIsNamed() throws Exception {
        assertNamed("{\"name\":\"A\",\"address\":\"B\",\"regionCode\":\"31\"}", "regionCode");
    }

    @Test
    void aFilterOutOfRangeIsNamed() throws Exception {
        var answer = house.operator().call("GET", "/v1/transactions?limit=0", null);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").path(0).path("field").asString())
                .isEqualTo("limit");
    }

    private void assertNamed(String body, String field) throws InterruptedException {
        var answer = house.operator().call("PUT", OUTLET, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        JsonNode problem = answer.json();
        assertThat(problem.path("type").asString()).startsWith("https://shoudan.io/problems/");
        assertThat(problem.path("requestId").asString()).isNotEmpty();
        assertThat(problem.path("errors").path(0).path("field").asString()).isEqualTo(field);
        assertThat(
                        house.operator()
                                .get(
                                        "/v1/merchants/"
                                                + DemoMerchant.FIRST.merchantId()
                                                + "/outlets")
                                .path("items")
                                .valueStream())
                .extracting(each -> each.path("outletId").asString())
                .doesNotContain("second");
    }

    private HttpResponse<String> get(String path, String authorization)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(house.gateway().resolve(path));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
