package io.shoudan.platform.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.platform.sample.SampleService;
import io.shoudan.platform.testing.TestClient;
import io.shoudan.platform.testing.TestTokens;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What comes with a request and what is done about its size.
class RequestIT {

    private static final long RHYTHM_NANOS = 1_000_000;

    private static final int LIMIT = 64 * 1024;
    private static final int FORM_LIMIT = 4 * 1024;
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";

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
        var head = "Authorization: Bearer %s\r\n".formatted(TestTokens.operator());

        assertThat(trickle("/api/v1/orders", head + JSON)).startsWith("HTTP/1.1 504");
    }

    /// Who sends a form need not say who he is, so forms are the cheapest way to hold on to us.
    @Test
    void givesUpOnAFormThatTrickles() throws IOException {
        assertThat(trickle("/open/form", FORM)).startsWith("HTTP/1.1 504");
    }

    /// A body that nobody reads, because its sender was refused, must not keep the connection.
    @Test
    void givesUpOnABodyThatNobodyWants() throws IOException {
        assertThat(trickle("/api/v1/orders", JSON)).startsWith("HTTP/1.1 401");
    }

    /// Sends a body byte by byte and never to its end. Not faster than the other side reads, or it
    /// would get all in time and wait for the last one only.
    ///
    /// @return the beginning of the answer, after which the connection was closed
    private static String trickle(String path, String headers) throws IOException {
        int length = headers.equals(FORM) ? FORM_LIMIT : LIMIT;
        var head =
                "POST %s HTTP/1.1\r\nHost: localhost\r\n%sContent-Length: %d\r\n%s: 1\r\n\r\n"
                        .formatted(path, headers, length, Deadline.HEADER);
        var address = URI.create(SampleService.shared().url("/"));
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(5_000); // Half of what the container gives a silent client.
            var in = socket.getInputStream();
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            int sent = write(socket, length - 1, RHYTHM_NANOS, () -> in.available() == 0);
            var status = in.readNBytes("HTTP/1.1 504".length());
            write(socket, length - 1 - sent, 0, () -> true);
            try {
                in.transferTo(OutputStream.nullOutputStream());
            } catch (SocketTimeoutException e) {
                throw new AssertionError("must be closed", e);
            } catch (SocketException _) {
                // Reset is closed, too.
            }
            return new String(status, StandardCharsets.US_ASCII);
        }
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds() throws IOException;
    }

    private static int write(Socket socket, int bytes, long rhythmNanos, Condition going)
            throws IOException {
        int sent = 0;
        while (sent < bytes && going.holds()) {
            try {
                socket.getOutputStream().write(' ');
            } catch (SocketException _) {
                break; // Closed by the other side.
            }
            sent++;
            LockSupport.parkNanos(rhythmNanos);
        }
        return sent;
    }

    @Test
    void readsAForm() {
        var answer = form("grant_type=client%20credentials&scope=a+b&scope=%E6%94%B6&&empty");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().valueStream().map(it -> it.asString()))
                .containsExactly("grant_type=[client credentials]", "scope=[a b, 收]", "empty=[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%zz", "a=%", "%ff=1", "a=%e6%94", "=1"})
    void refusesAFormThatCannotBeRead(String form) {
        var answer = form(form);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("validation");
    }

    @Test
    void readsAFormUpToItsLimit() {
        assertThat(form("a=" + "x".repeat(FORM_LIMIT - 2)).status()).isEqualTo(200);
        var answer = form("a=" + "x".repeat(FORM_LIMIT - 1));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.problem()).isEqualTo("too-large");
    }

    private static TestClient.Answer form(String body) {
        return SampleService.shared()
                .client()
                .with("Content-Type", "application/x-www-form-urlencoded")
                .send("POST", "/open/form", BodyPublishers.ofString(body));
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
