package io.shoudan.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.platform.sample.SampleService;
import io.shoudan.platform.testing.TestClient;
import io.shoudan.platform.testing.TestTokens;
import java.net.http.HttpRequest.BodyPublishers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a caller hears for every way in which a request can be wrong: one kind of document, the
/// field's name, and never the field's value.
class ProblemIT {

    private static final String GOOD =
            """
            {"name":"shoes","count":1,"lines":[{"amount":5,"currency":"CNY"}]}
            """;

    private final TestClient operator = SampleService.shared().client().as(TestTokens.operator());

    @Test
    void acceptsAGoodBody() {
        assertThat(operator.post("/api/v1/orders", GOOD).status()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    what is wrong             | body                                                                        | field
                    unknown field             | {"name":"a","count":1,"lines":[],"SECRET1":1}                               | SECRET1
                    unknown field in a list   | {"name":"a","count":1,"lines":[{"amount":1,"currency":"CNY","x":"SECRET"}]} | lines[0].x
                    number in quotes          | {"name":"a","count":"12","lines":[]}                                        | count
                    number in quotes, boxed   | {"name":"a","count":1,"lines":[{"amount":"12","currency":"CNY"}]}           | lines[0].amount
                    fraction for an integer   | {"name":"a","count":1.0,"lines":[]}                                         | count
                    fraction, boxed           | {"name":"a","count":1,"lines":[{"amount":1.5,"currency":"CNY"}]}            | lines[0].amount
                    number for a text         | {"name":4111111111111111,"count":1,"lines":[]}                              | name
                    truth for a text          | {"name":true,"count":1,"lines":[]}                                          | name
                    text for a list           | {"name":"a","count":1,"lines":"SECRET"}                                     | lines
                    null for a primitive      | {"name":"a","count":null,"lines":[]}                                        | count
                    integer beyond its range  | {"name":"a","count":99999999999,"lines":[]}                                 | count
                    far beyond, in a list     | {"name":"a","count":1,"lines":[{"amount":99999999999,"currency":"CNY"}]}    | lines[0].amount
                    unknown constant          | {"name":"a","count":1,"lines":[{"amount":1,"currency":"SECRET"}]}           | lines[0].currency
                    number for a constant     | {"name":"a","count":1,"lines":[{"amount":1,"currency":0}]}                  | lines[0].currency
                    half a character          | {"name":"\\ud83d SECRET","count":1,"lines":[]}                              | name
                    no instant                | {"name":"a","count":1,"at":"SECRET","lines":[]}                             | at
                    refused by its own type   | {"name":"a","count":1,"ratio":{"percent":777},"lines":[]}                   | ratio
                    missing field             | {"count":1,"lines":[]}                                                      | name
                    text too long             | {"name":"SECRETSECRET","count":1,"lines":[]}                                | name
                    out of range in a list    | {"name":"a","count":1,"lines":[{"amount":4711,"currency":"CNY"}]}           | lines[0].amount
                    missing in a list         | {"name":"a","count":1,"lines":[{"amount":1}]}                               | lines[0].currency
                    field given twice         | {"name":"a","name":"SECRET","count":1,"lines":[]}                           |
                    two documents             | {"name":"a","count":1,"lines":[]} {"SECRET":1}                              |
                    no JSON                   | SECRET                                                                      |
                    unfinished                | {"name":"SECRET                                                             |
                    no body                   |                                                                             |
                    another document          | ["SECRET"]                                                                  |
                    """)
    void namesTheFieldAndNotItsValue(String wrong, @Nullable String body, @Nullable String field) {
        var answer = operator.post("/api/v1/orders", body == null ? "" : body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("validation");
        assertThat(answer.json().path("errors").path(0).path("field").asString(""))
                .isEqualTo(field == null ? "" : field);
        if (field != null) {
            assertThat(answer.json().path("errors").path(0).path("message").asString())
                    .isNotBlank();
        }
        // A field's own name may be told.
        assertThat(withoutRequestId(answer).replace("SECRET1", ""))
                .doesNotContain("SECRET", "4111", "4711", "777", "99999999999", "Exception");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    what is wrong        | path                                    | status | problem            | field
                    missing parameter    | /api/v1/orders                          | 400    | validation         | day
                    ill-typed parameter  | /api/v1/orders?day=1&limit=ten          | 400    | validation         | limit
                    beyond its range     | /api/v1/orders?day=1&limit=4711         | 400    | validation         | limit
                    empty parameter      | /api/v1/orders?day=1&limit=             | 400    | validation         | limit
                    parameter given twice| /api/v1/orders?day=1&limit=1&limit=2    | 400    | validation         | limit
                    unknown parameter    | /api/v1/orders?day=1&limt=10            | 400    | validation         | limt
                    ill-typed path       | /api/v1/orders/abc                      | 400    | validation         | id
                    not there            | /api/v1/orders/404                      | 404    | not-found          |
                    in conflict          | /api/v1/orders/409                      | 409    | conflict           |
                    not now              | /api/v1/orders/503                      | 503    | unavailable        |
                    too late             | /api/v1/orders/504                      | 504    | deadline-exceeded  |
                    a defect             | /api/v1/orders/500                      | 500    | internal           |
                    no such path         | /api/v2/orders                          | 404    | not-found          |
                    """)
    void saysWhatIsWrong(
            String wrong, String path, int status, String problem, @Nullable String field) {
        var answer = operator.get(path);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.problem()).isEqualTo(problem);
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.json().path("instance").asString())
                .isEqualTo(path.replaceAll("\\?.*", ""));
        assertThat(answer.json().path("requestId").asString())
                .isEqualTo(answer.header("X-Request-Id"));
        assertThat(answer.json().path("errors").path(0).path("field").asString(""))
                .isEqualTo(field == null ? "" : field);
        assertThat(withoutRequestId(answer)).doesNotContain("6222", "4711", "Exception");
    }

    /// The id of a request has digits of its own.
    private static String withoutRequestId(TestClient.Answer answer) {
        return answer.body().replace(answer.json().path("requestId").asString(), "");
    }

    @Test
    void acceptsTheParametersThatItDeclares() {
        var answer = operator.get("/api/v1/orders?day=1&limit=10&after=x");

        assertThat(answer.body()).isEqualTo("[\"10\",\"1\",\"x\"]");
    }

    @Test
    void namesTheMethodsThatWouldWork() {
        var answer = operator.send("DELETE", "/api/v1/orders", BodyPublishers.noBody());

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.problem()).isEqualTo("method-not-allowed");
        assertThat(answer.header("Allow")).contains("GET", "POST");
    }

    @Test
    void namesTheMediaTypesThatWouldWork() {
        var answer =
                operator.with("Content-Type", "text/csv")
                        .send("POST", "/api/v1/orders", BodyPublishers.ofString("a,b"));

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.problem()).isEqualTo("unsupported-media-type");
    }

    @Test
    void answersInJsonToThoseWhoWantSomethingElse() {
        var answer = operator.with("Accept", "text/csv").get("/api/v1/whoami");

        assertThat(answer.status()).isEqualTo(406);
        assertThat(answer.problem()).isEqualTo("not-acceptable");
    }

    /// What Spring Security's firewall refuses never reaches a controller.
    @Test
    void answersForTheFirewall() {
        var answer = operator.get("/api/v1/orders;jsessionid=1/5");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("validation");
        assertThat(answer.json().path("requestId").asString())
                .isEqualTo(answer.header("X-Request-Id"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    zh-CN,zh;q=0.9,en;q=0.8 | 资源不存在
                    zh-TW                   | 资源不存在
                    en-GB                   | There is no such resource
                    fr,zh;q=0.5             | 资源不存在
                    fr                      | There is no such resource
                    """)
    void speaksTheCallersLanguage(String language, String title) {
        var client =
                TestClient.of(SampleService.shared().url(""))
                        .as(TestTokens.operator())
                        .with("Accept-Language", language);

        assertThat(client.get("/api/v1/orders/404").json().path("title").asString())
                .isEqualTo(title);
    }

    @Test
    void translatesConstraintsToo() {
        var chinese = operator.with("Accept-Language", "zh");

        var answer = chinese.post("/api/v1/orders", "{\"count\":1,\"lines\":[]}");

        assertThat(answer.json().path("errors").path(0).path("message").asString())
                .containsPattern("\\p{IsHan}");
    }
}
