package io.shoudan.platform.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.platform.sample.SampleService;
import io.shoudan.platform.testing.TestClient;
import io.shoudan.platform.testing.TestTokens;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What comes with a request and what is done about its size.
class RequestIT {

    private static final int LIMIT = 64 * 1024;

    private final TestClient operator = SampleService.shared().client().as(TestTokens.operator());

    @Test
    void keepsAWellFormedRequestId() {
        var answer = operator.with("X-Request-Id", "pos-7_A.1").get("/api/v1/whoami");

        assertThat(answer.header("X-Request-Id")).isEqualTo("pos-7_A.1");
        assertThat(answer.json().path("requestId").asString()).isEqualTo("pos-7_A.1");
    }

    /// An id goes into logs and onwards to other services: one that could forge a line is replaced.
    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\"b", "a=b", "ü", "{}", "a;b"})
    void replacesAMalformedRequestId(String id) {
        var answer = operator.with("X-Request-Id", id).get("/api/v1/whoami");

        assertThat(answer.header("X-Request-Id")).matches("[0-9a-f-]{36}");
    }

    @Test
    void replacesAnEndlessRequestId() {
        var answer = operator.with("X-Request-Id", "a".repeat(65)).get("/api/v1/whoami");

        assertThat(answer.header("X-Request-Id")).matches("[0-9a-f-]{36}");
    }

    @Test
    void takesOverTheCallersDeadline() {
        var answer = operator.with(Deadline.HEADER, "5000").get("/api/v1/whoami");

        assertThat(answer.json().path("deadlineMs").asLong()).isBetween(1L, 5_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "soon", "1e9", "99999999999999"})
    void ignoresAMalformedDeadline(String deadline) {
        var answer = operator.with(Deadline.HEADER, deadline).get("/api/v1/whoami");

        assertThat(answer.json().path("deadlineMs").asLong()).isBetween(5_001L, 30_000L);
    }

    @Test
    void waitsNoLongerThanATerminalWould() {
        var answer = operator.with(Deadline.HEADER, "999999999").get("/api/v1/whoami");

        assertThat(answer.json().path("deadlineMs").asLong()).isBetween(30_001L, 60_000L);
    }

    @Test
    void refusesABodyThatAnnouncesTooMuch() {
        var answer = operator.post("/api/v1/orders", "x".repeat(LIMIT + 1));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.problem()).isEqualTo("too-large");
    }

    /// Sent in chunks, a body announces nothing; it is cut off where it crosses the limit.
    @Test
    void refusesABodyThatTurnsOutTooLarge() {
        var answer = chunked("{\"name\":\"" + "x".repeat(LIMIT) + "\"}");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.problem()).isEqualTo("too-large");
    }

    @Test
    void readsABodyUpToItsLimit() {
        var body = "{\"name\":\"a\",\"count\":1,\"lines\":[]}";
        var padded = body + " ".repeat(LIMIT - body.length());

        assertThat(operator.post("/api/v1/orders", padded).status()).isEqualTo(200);
        assertThat(chunked(padded).status()).isEqualTo(200);
        assertThat(chunked(padded + " ").status()).isEqualTo(413);
    }

    /// A byte now and then keeps every single read within its time-out; the whole does not take
    /// longer than its deadline.
    @Test
    void givesUpOnABodyThatTrickles() throws IOException {
        var address = URI.create(SampleService.shared().url("/"));
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            var head =
                    """
                    POST /api/v1/orders HTTP/1.1
                    Host: localhost
                    Authorization: Bearer %s
                    Content-Type: application/json
                    Content-Length: %d
                    %s: 20

                    """
                            .formatted(TestTokens.operator(), LIMIT, Deadline.HEADER)
                            .replace("\n", "\r\n");
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            int sent = 0;
            while (sent < LIMIT - 1 && socket.getInputStream().available() == 0) {
                socket.getOutputStream().write(' ');
                socket.getOutputStream().flush();
                sent++;
            }
            var status = new byte["HTTP/1.1 504".length()];
            socket.getInputStream().readNBytes(status, 0, status.length);
            assertThat(new String(status, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 504");
        }
    }

    private TestClient.Answer chunked(String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        return operator.with("Content-Type", "application/json")
                .send(
                        "POST",
                        "/api/v1/orders",
                        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)));
    }
}
