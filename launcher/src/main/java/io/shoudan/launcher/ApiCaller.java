package io.shoudan.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Somebody who calls the platform's HTTP API through the gateway, as any client would: a token by
/// client credentials, then JSON.
///
/// Safe for any number of threads. A call blocks for at most 40 s.
public final class ApiCaller {

    private static final Duration CALL_LIMIT = Duration.ofSeconds(40);

    /// A token with less than this left is replaced before it is used.
    private static final long RESERVE_NANOS = Duration.ofMinutes(1).toNanos();

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final JsonMapper JSON = new JsonMapper();

    private final URI gateway;
    private final String clientId;
    private final String secret;
    private @Nullable String token;
    private long tokenEndsNanos;

    /// @param gateway scheme, host and port, for example `http://127.0.0.1:8080`
    public ApiCaller(URI gateway, String clientId, String secret) {
        this.gateway = gateway;
        this.clientId = clientId;
        this.secret = secret;
    }

    /// What came back, whatever it is.
    ///
    /// @param body empty text when there is none
    public record Answer(int status, String body) {

        /// @throws tools.jackson.core.JacksonException if it is no JSON
        public JsonNode json() {
            return JSON.readTree(body);
        }
    }

    /// The document at `path`.
    ///
    /// @throws Refused if the answer is anything but 200
    public JsonNode get(String path) throws InterruptedException {
        return require("GET", path, call("GET", path, null));
    }

    /// Sends `body` to `path`.
    ///
    /// @throws Refused if the answer is anything but 200
    public JsonNode put(String path, Map<String, ?> body) throws InterruptedException {
        return require("PUT", path, call("PUT", path, JSON.writeValueAsString(body)));
    }

    private static JsonNode require(String method, String path, Answer answer) {
        if (answer.status() != 200) {
            throw new Refused(method + " " + path, answer);
        }
        return answer.json();
    }

    /// One call with a valid token.
    ///
    /// @throws Refused if no token is to be had
    /// @throws java.io.UncheckedIOException if the gateway can't be reached
    public Answer call(String method, String path, @Nullable String body)
            throws InterruptedException {
        var request =
                HttpRequest.newBuilder(gateway.resolve(path))
                        .header("Authorization", "Bearer " + token())
                        .header("Accept-Language", "en");
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(body));
        }
        return send(request);
    }

    private synchronized String token() throws InterruptedException {
        if (token != null && tokenEndsNanos - System.nanoTime() > RESERVE_NANOS) {
            return token;
        }
        String basic =
                Base64.getEncoder()
                        .encodeToString((clientId + ":" + secret).getBytes(StandardCharsets.UTF_8));
        Answer answer =
                send(
                        HttpRequest.newBuilder(gateway.resolve("/oauth2/token"))
                                .header("Authorization", "Basic " + basic)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("grant_type=client_credentials")));
        JsonNode json = require("POST", "/oauth2/token", answer);
        String fresh = json.path("access_token").asString();
        token = fresh;
        tokenEndsNanos =
                System.nanoTime() + Duration.ofSeconds(json.path("expires_in").asLong()).toNanos();
        return fresh;
    }

    private static Answer send(HttpRequest.Builder request) throws InterruptedException {
        try {
            HttpResponse<String> response =
                    CLIENT.send(request.timeout(CALL_LIMIT).build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// `path?a=1&b=2`, with values encoded.
    public static String query(String path, Map<String, String> parameters) {
        return path
                + parameters.entrySet().stream()
                        .map(p -> p.getKey() + "=" + encode(p.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /// The API said no.
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String what, Answer answer) {
            super(what + " was answered " + answer.status() + ": " + answer.body());
        }
    }
}
