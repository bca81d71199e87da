package io.shoudan.platform.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A caller of a service's HTTP interface, with one set of headers. Immutable; shares one client.
public final class TestClient {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String base;
    private final Map<String, String> headers;

    private TestClient(String base, Map<String, String> headers) {
        this.base = base;
        this.headers = Map.copyOf(headers);
    }

    /// @param base for example `http://127.0.0.1:8081`
    public static TestClient of(String base) {
        return new TestClient(base, Map.of("Accept-Language", "en"));
    }

    /// The same caller with a bearer token.
    public TestClient as(String token) {
        return with("Authorization", "Bearer " + token);
    }

    /// The same caller with another header.
    public TestClient with(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new TestClient(base, more);
    }

    public Answer get(String path) {
        return send("GET", path, HttpRequest.BodyPublishers.noBody());
    }

    /// Posts JSON; `body` is sent as it is.
    public Answer post(String path, String body) {
        return with("Content-Type", "application/json")
                .send("POST", path, HttpRequest.BodyPublishers.ofString(body));
    }

    /// Any request, with the headers of this caller only.
    public Answer send(String method, String path, HttpRequest.BodyPublisher body) {
        var request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(Duration.ofSeconds(30))
                        .method(method, body);
        headers.forEach(request::header);
        try {
            return new Answer(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new IllegalStateException("must be answered: " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("must not be interrupted", e);
        }
    }

    /// @param response as the JDK's client saw it
    public record Answer(HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        public String body() {
            return response.body();
        }

        /// A header's first value, or empty.
        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public JsonNode json() {
            return JSON.readTree(response.body());
        }

        /// The last part of a problem's `type`, for example `not-found`; empty for anything else.
        public String problem() {
            if (!header("Content-Type").startsWith("application/problem+json")) {
                return "";
            }
            var type = json().path("type").asString();
            return type.substring(type.lastIndexOf('/') + 1);
        }
    }
}
