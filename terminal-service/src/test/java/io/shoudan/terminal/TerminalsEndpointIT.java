package io.shoudan.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.iso8583.Bytes;
import io.shoudan.iso8583.mac.BlockCipher;
import io.shoudan.iso8583.mac.KeyCheckValue;
import io.shoudan.platform.testing.Eventually;
import io.shoudan.platform.testing.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What merchants and operators see of a terminal, and what they don't.
class TerminalsEndpointIT {

    private static final String OTHER_KEY = "1123456789ABCDEFFEDCBA9876543210";

    private final House house = House.shared();
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final TestTerminal terminal = house.newTerminal();

    @AfterEach
    void hangUp() {
        terminal.close();
        http.close();
    }

    private HttpResponse<String> get(@Nullable String token, String path) {
        return send(token, HttpRequest.newBuilder(uri(path)));
    }

    private HttpResponse<String> put(@Nullable String token, String body) {
        return send(
                token,
                HttpRequest.newBuilder(uri("/main-key"))
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(body)));
    }

    private URI uri(String path) {
        return URI.create(house.http() + "/v1/terminals/" + terminal.id() + path);
    }

    private HttpResponse<String> send(@Nullable String token, HttpRequest.Builder request) {
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("must be answered", e);
        }
    }

    private JsonNode read(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json.readTree(response.body());
    }

    private static String load(String key) {
        var clear = Bytes.ofHex(key).toArray();
        var transport = Bytes.ofHex(House.TRANSPORT_KEY).toArray();
        return """
               {"cryptogram": "%s", "checkValue": "%s"}
               """
                .formatted(
                        Bytes.of(BlockCipher.TRIPLE_DES.encrypt(transport, clear)).hex(),
                        Bytes.of(KeyCheckValue.ofDes(clear)).hex());
    }

    @Test
    void showsATerminalToItsMerchant() {
        terminal.signOn("003");

        var status = read(get(TestTokens.merchant(House.MERCHANT), "/status"));

        assertThat(status.get("signedOn").asBoolean()).isTrue();
        assertThat(status.get("keyGeneration").asInt()).isEqualTo(1);
        assertThat(status.get("softwareVersion").asString()).isEqualTo("31310000");
        assertThat(status.get("mainKeyCheckValue").asString()).hasSize(8);
        assertThat(status.get("merchantId").asString()).isEqualTo(House.MERCHANT);
    }

    @Test
    void listsAttemptsPageByPage() {
        for (int i = 0; i < 5; i++) {
            terminal.withMacKey("0123456789ABCDEF").sendSigned(terminal.purchase(1).unchecked());
        }
        awaitAttempts(5);

        var first = read(get(TestTokens.merchant(House.MERCHANT), "/attempts?limit=3"));
        var cursor = first.get("next").asString();
        var second =
                read(get(TestTokens.merchant(House.MERCHANT), "/attempts?limit=3&after=" + cursor));

        assertThat(first.get("items")).hasSize(3);
        assertThat(second.get("items")).hasSize(2);
        assertThat(second.get("next")).isNull();
        var newest = first.get("items").get(0);
        assertThat(newest.get("cause").asString()).isEqualTo("NOT_SIGNED_ON");
        assertThat(newest.get("responseCode").asString()).isEqualTo("77");
        assertThat(newest.get("traceNumber").asString()).isEqualTo("000005");
    }

    @Test
    void hidesATerminalFromOtherMerchants() {
        terminal.withMacKey("0123456789ABCDEF").sendSigned(terminal.purchase(1).unchecked());
        awaitAttempts(1);
        var other = TestTokens.merchant("898310058120002");

        assertThat(get(other, "/status").statusCode()).isEqualTo(404);
        assertThat(get(other, "/attempts").statusCode()).isEqualTo(404);
        assertThat(get(null, "/status").statusCode()).isEqualTo(401);
        assertThat(get(TestTokens.operator(), "/status").statusCode()).isEqualTo(200);
        assertThat(read(get(TestTokens.operator(), "/attempts")).get("items")).hasSize(1);
    }

    private void awaitAttempts(int count) {
        Eventually.until(
                "attempts are in the history",
                () -> read(get(TestTokens.operator(), "/attempts")).get("items").size(),
                it -> it == count);
    }

    @Test
    void letsOperatorsAloneLoadKeys() {
        assertThat(put(TestTokens.merchant(House.MERCHANT), load(OTHER_KEY)).statusCode())
                .isEqualTo(403);
        assertThat(put(null, load(OTHER_KEY)).statusCode()).isEqualTo(401);
    }

    @Test
    void endsTheSignOnWhenTheMainKeyIsReplaced() {
        terminal.signOn("003");

        read(put(TestTokens.operator(), load(House.MAIN_KEY)));
        assertThat(signedOn()).isTrue();

        read(put(TestTokens.operator(), load(OTHER_KEY)));
        assertThat(signedOn()).isFalse();
    }

    private boolean signedOn() {
        return read(get(TestTokens.operator(), "/status")).get("signedOn").asBoolean();
    }

    @Test
    void refusesAKeyThatArrivedDamaged() {
        var response =
                put(
                        TestTokens.operator(),
                        """
                        {"cryptogram": "00112233445566778899AABBCCDDEEFF",
                         "checkValue": "00000000"}
                        """);

        assertThat(response.statusCode()).isEqualTo(400);
        var error = json.readTree(response.body()).get("errors").get(0);
        assertThat(error.get("field").asString()).isEqualTo("checkValue");
        assertThat(response.body()).doesNotContain("00112233445566778899AABBCCDDEEFF");
    }

    @Test
    void namesTheFieldThatIsWrong() {
        var response =
                put(
                        TestTokens.operator(),
                        """
                        {"cryptogram": "00112233445566778899AABBCCDDEEFF",
                         "checkValue": "00000000", "colour": "red"}
                        """);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json.readTree(response.body()).at("/errors/0/field").asString())
                .isEqualTo("colour");
    }
}
