package io.shoudan.settlement;

import static io.shoudan.platform.testing.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.platform.testing.TestTokens;
import io.shoudan.settlement.testing.RunningService;
import io.shoudan.settlement.testing.Story;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Who may see what, and what everybody else is told.
class AccessIT {

    private static final RunningService SERVICE = RunningService.shared();
    private static final Story OURS = Story.begin();
    private static final Story THEIRS = Story.begin();

    private final String us = TestTokens.merchant(OURS.merchantId());
    private final String operator = TestTokens.operator();

    @BeforeAll
    static void settleABatchEach() {
        for (var story : List.of(OURS, THEIRS)) {
            SERVICE.say(story.merchant());
            SERVICE.say(story.tariff());
            SERVICE.say(story.purchase(100_00));
            SERVICE.say(story.closed());
            until(
                    "settled",
                    () ->
                            SERVICE.get(
                                            "/v1/batches/" + story.terminalId() + "/000001",
                                            TestTokens.operator())
                                    .body()
                                    .contains("\"posted\":true"));
        }
    }

    @Test
    void aMerchantSeesItsOwn() {
        assertThat(get("/v1/batches", us).get("items")).hasSize(1);
        assertThat(get("/v1/batches?merchantId=" + OURS.merchantId(), us).get("items")).hasSize(1);
        assertThat(get("/v1/statements/2026-11-23", us).get("merchantId").asString())
                .isEqualTo(OURS.merchantId());
    }

    /// The same answer as for what doesn't exist: nobody learns that it does.
    @Test
    void anothersDataLooksAsIfThereWereNone() {
        for (var path :
                List.of(
                        "/v1/batches/" + THEIRS.terminalId() + "/000001",
                        "/v1/batches/" + OURS.terminalId() + "/999999",
                        "/v1/batches?merchantId=" + THEIRS.merchantId(),
                        "/v1/statements/2026-11-23?merchantId=" + THEIRS.merchantId(),
                        "/v1/statements/2026-11-23/csv?merchantId=" + THEIRS.merchantId())) {
            assertProblem(path, us, 404, "not-found", null);
        }
        assertThat(get("/v1/batches?terminalId=" + THEIRS.terminalId(), us).get("items")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/batches", "/v1/statements/2026-11-23", "/v1/statements/2026-11-23/csv"})
    void anOperatorNamesTheMerchant(String path) {
        assertProblem(path, operator, 400, "validation", "merchantId");
        assertThat(SERVICE.get(path + "?merchantId=" + THEIRS.merchantId(), operator).statusCode())
                .isEqualTo(200);
    }

    @Test
    void theBooksAreForOperators() {
        assertProblem("/v1/ledger/trial-balance", us, 403, "forbidden", null);

        var books = get("/v1/ledger/trial-balance", operator);
        assertThat(books.get("balanced").asBoolean()).isTrue();
        assertThat(books.get("accounts").toString())
                .contains("merchant-payable:" + OURS.merchantId())
                .contains("network-receivable:UNIONPAY")
                .contains("fee-income");
    }

    @Test
    void nobodyComesInWithoutAToken() {
        assertProblem("/v1/batches", null, 401, "unauthenticated", null);
        assertProblem(
                "/v1/batches",
                TestTokens.expiredMerchant(OURS.merchantId()),
                401,
                "unauthenticated",
                null);
        assertProblem("/v1/batches", TestTokens.forgedOperator(), 401, "unauthenticated", null);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/batches?limit=0, limit",
        "/v1/batches?limit=201, limit",
        "/v1/batches?limit=many, limit",
        "/v1/batches?after=nonsense, after",
        "/v1/batches?after=MjAyNg, after",
        "/v1/batches?terminalId=1, terminalId",
        "/v1/batches?merchantId=1, merchantId",
        "/v1/batches/12345678/1, batchNumber",
        "/v1/statements/yesterday, businessDate",
        "/v1/statements/2026-11-23?currency=yuan, currency",
        "/v1/statements/2026-11-23?currency=QQQ, currency"
    })
    void namesTheParameterThatIsWrong(String path, String parameter) {
        assertProblem(path, us, 400, "validation", parameter);
    }

    @Test
    void aMerchantNobodyHasHeardOfHasNoStatement() {
        var path = "/v1/statements/2026-11-23?merchantId=000000000000000";
        assertProblem(path, operator, 404, "not-found", null);
    }

    @Test
    void aDayWithoutLinesHasAnEmptyStatement() {
        var statement = get("/v1/statements/2020-01-01", us);

        assertThat(statement.get("lines")).isEmpty();
        assertThat(statement.get("waiting")).isEmpty();
        assertThat(statement.get("netMinor").asLong()).isZero();
    }

    @Test
    void pagesThroughBatchesWithoutLossOrRepetition() {
        var story = Story.begin();
        var terminals = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            var terminal = story.onAnotherTerminal();
            SERVICE.say(terminal.closed());
            terminals.addFirst(terminal.terminalId());
        }
        var token = TestTokens.merchant(story.merchantId());
        until("five", () -> get("/v1/batches", token).get("items").size() == 5);

        var seen = new ArrayList<String>();
        @Nullable String after = null;
        do {
            var page = get("/v1/batches?limit=2" + (after == null ? "" : "&after=" + after), token);
            page.get("items").forEach(it -> seen.add(it.get("terminalId").asString()));
            after = page.has("next") ? page.get("next").asString() : null;
        } while (after != null);

        assertThat(seen).isEqualTo(terminals);
    }

    private static JsonNode get(String path, String token) {
        var response = SERVICE.get(path, token);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }

    private static void assertProblem(
            String path, @Nullable String token, int status, String type, @Nullable String field) {
        var response = SERVICE.get(path, token);
        assertThat(response.statusCode()).as(path + response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type").orElse(""))
                .startsWith("application/problem+json");
        var problem = JsonMapper.shared().readTree(response.body());
        assertThat(problem.get("type").asString()).isEqualTo("https://shoudan.io/problems/" + type);
        if (field != null) {
            assertThat(problem.get("errors").get(0).get("field").asString()).isEqualTo(field);
        }
    }
}
