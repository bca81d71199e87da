package io.shoudan.terminal;

import static io.shoudan.iso8583.terminal.TerminalDialect.PRIVATE_59;
import static io.shoudan.iso8583.terminal.TerminalDialect.RESPONSE_CODE;
import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.contracts.merchant.model.BindingStatus;
import io.shoudan.iso8583.Message;
import io.shoudan.platform.testing.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A version that must not go on: who may block it, whom it stops, and what passes all the same.
class SoftwareBlocksIT {

    private static final String MODEL = "POS-OLD";

    /// A2, 16 characters: 05, 11 characters.
    private static final String APPLICATION = "A2016" + "05011" + "ShopPay 2.7";

    private final House house = House.shared();
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final List<Long> blocked = new ArrayList<>();
    private final TestTerminal terminal = house.newTerminal();

    @AfterEach
    void clear() {
        blocked.forEach(this::lift);
        terminal.close();
        http.close();
        house.transactions().forget();
    }

    private JsonNode block(String version, String model) {
        var body =
                """
                {"version": "%s", "model": "%s", "reason": "loses its journal"}
                """
                        .formatted(version, model);
        var block = read(post(TestTokens.operator(), body));
        blocked.add(block.get("id").asLong());
        return block;
    }

    private JsonNode lift(long id) {
        return read(delete(TestTokens.operator(), id));
    }

    private HttpResponse<String> post(String token, String body) {
        return send(
                token,
                HttpRequest.newBuilder(URI.create(house.http() + "/v1/software-blocks"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> delete(String token, long id) {
        var uri = URI.create(house.http() + "/v1/software-blocks/" + id);
        return send(token, HttpRequest.newBuilder(uri).DELETE());
    }

    private HttpResponse<String> list(String token, String query) {
        var uri = URI.create(house.http() + "/v1/software-blocks" + query);
        return send(token, HttpRequest.newBuilder(uri));
    }

    private HttpResponse<String> send(String token, HttpRequest.Builder request) {
        try {
            return http.send(
                    request.header("Authorization", "Bearer " + token).build(),
                    BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("must be answered", e);
        }
    }

    private JsonNode read(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json.readTree(response.body());
    }

    private void becomes(String model) {
        house.bind(terminal.id(), House.MERCHANT, model, BindingStatus.ACTIVE);
    }

    private String code(Message request) {
        return terminal.sendSigned(request).message().get(RESPONSE_CODE);
    }

    private Message purchase() {
        return terminal.purchase(100).unchecked();
    }

    @Test
    void stopsAllButReversalsUntilItIsLifted() {
        becomes(MODEL);
        terminal.signOn("003");
        var bought = purchase();
        assertThat(code(bought)).isEqualTo("00");

        // Bytes 2 and 4 to 6 of the header.
        var block = block("31310000", MODEL);

        assertThat(code(purchase())).isEqualTo("58");
        assertThat(terminal.signOn("003").get(RESPONSE_CODE)).isEqualTo("58");
        var reversal =
                Message.builder(bought.dialect(), "0400")
                        .copy(bought, bought.fields())
                        .set(RESPONSE_CODE, "98")
                        .unchecked();
        assertThat(code(reversal)).isEqualTo("00");

        lift(block.get("id").asLong());
        assertThat(code(purchase())).isEqualTo("00");
    }

    @Test
    void stopsTheNamedModelOnly() {
        terminal.signOn("003");
        block("31310000", MODEL);

        assertThat(code(purchase())).isEqualTo("00");
        becomes(MODEL);
        assertThat(code(purchase())).isEqualTo("58");
    }

    /// What field 59 says wins over the header, for better and for worse.
    @Test
    void looksAtTheApplicationWhereItIsTold() {
        becomes(MODEL);
        terminal.signOn("003");
        block("ShopPay 2.7", MODEL);

        assertThat(code(terminal.purchase(100).set(PRIVATE_59, APPLICATION).unchecked()))
                .isEqualTo("58");
        assertThat(code(purchase())).isEqualTo("00");
        block("31310000", MODEL);
        assertThat(code(purchase())).isEqualTo("58");
        lift(blocked.getFirst());
        assertThat(code(terminal.purchase(100).set(PRIVATE_59, APPLICATION).unchecked()))
                .isEqualTo("00");
    }

    @Test
    void stopsEveryModelWhereNoneIsNamed() {
        var block =
                read(
                        post(
                                TestTokens.operator(),
                                """
                                {"version": "ShopPay 6.6", "reason": "recalled by its maker"}
                                """));
        blocked.add(block.get("id").asLong());
        assertThat(block.has("model")).isFalse();
        terminal.signOn("003");

        var application = APPLICATION.replace("2.7", "6.6");
        assertThat(code(terminal.purchase(100).set(PRIVATE_59, application).unchecked()))
                .isEqualTo("58");
    }

    @Test
    void remembersWhoAndWhyAlsoAfterwards() {
        var first = block("99990000", MODEL);
        assertThat(first.get("reason").asString()).isEqualTo("loses its journal");
        assertThat(first.get("blockedBy").asString()).isNotBlank();
        // Again changes nothing.
        assertThat(block("99990000", MODEL)).isEqualTo(first);

        var lifted = lift(first.get("id").asLong());
        assertThat(lifted.get("liftedBy").asString()).isNotBlank();
        assertThat(lift(first.get("id").asLong())).isEqualTo(lifted);
        var second = block("99990000", MODEL);
        assertThat(second.get("id").asLong()).isGreaterThan(first.get("id").asLong());

        var page = read(list(TestTokens.operator(), "?limit=1"));
        assertThat(page.get("items").get(0)).isEqualTo(second);
        var next =
                read(list(TestTokens.operator(), "?limit=1&after=" + page.get("next").asString()));
        assertThat(next.get("items").get(0)).isEqualTo(lifted);
    }

    @Test
    void theReasonHoldsNoCardNumber() {
        var careless =
                post(
                        TestTokens.operator(),
                        "{\"version\": \"1\", \"reason\": \"card 4111-1111-1111-1111\"}");

        assertThat(careless.statusCode()).isEqualTo(400);
        assertThat(careless.body()).contains("\"reason\"").doesNotContain("1111-1111");
    }

    @Test
    void isForOperatorsAlone() {
        var merchant = TestTokens.merchant(House.MERCHANT);

        assertThat(post(merchant, "{\"version\": \"1\", \"reason\": \"r\"}").statusCode())
                .isEqualTo(403);
        assertThat(delete(merchant, 1).statusCode()).isEqualTo(403);
        assertThat(list(merchant, "").statusCode()).isEqualTo(403);
        assertThat(delete(TestTokens.operator(), Long.MAX_VALUE).statusCode()).isEqualTo(404);
    }
}
