package io.shoudan.merchant;

import io.shoudan.platform.testing.TestServers;
import io.shoudan.platform.testing.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The merchant service as its callers know it, with a database of its own and real Kafka.
final class MerchantService implements AutoCloseable {

    static final String OPERATOR_ID = "first-operator";
    static final String OPERATOR_SECRET = "the-first-operators-secret";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private final ConfigurableApplicationContext context;
    private final int port;

    private MerchantService(ConfigurableApplicationContext context, int port) {
        this.context = context;
        this.port = port;
    }

    /// One for all tests that bring merchants of their own: it trusts [TestTokens], and lives as
    /// long as the JVM.
    static MerchantService shared() {
        return Shared.SERVICE;
    }

    private static final class Shared {
        static final MerchantService SERVICE = start(TestServers.settings());
    }

    /// Trusts the tokens that it issues itself, as in production.
    static MerchantService trustingItself(Map<String, Object> servers) {
        int port = freePort();
        var settings = new LinkedHashMap<>(servers);
        settings.put("server.port", port);
        settings.put("shoudan.security.jwk-set-uri", "http://127.0.0.1:" + port + "/oauth2/jwks");
        return start(settings);
    }

    static MerchantService start(Map<String, Object> settings) {
        var all = new LinkedHashMap<>(settings);
        all.putIfAbsent("shoudan.bootstrap.operator-client-id", OPERATOR_ID);
        all.putIfAbsent("shoudan.bootstrap.operator-client-secret", OPERATOR_SECRET);
        var context =
                new SpringApplicationBuilder(MerchantServiceApplication.class)
                        .properties(Map.of("spring.config.name", "merchant-service"))
                        .initializers(
                                it ->
                                        it.getEnvironment()
                                                .getPropertySources()
                                                .addFirst(new MapPropertySource("test", all)))
                        .run();
        var port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        return new MerchantService(context, port);
    }

    /// @param json empty text where there is no body
    record Answer(int status, String json, HttpResponse<String> response) {

        JsonNode body() {
            return JSON.readTree(json);
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /// The names of the fields that a problem complains about.
        List<String> faultyFields() {
            return body().path("errors")
                    .valueStream()
                    .map(it -> it.path("field").asString())
                    .toList();
        }
    }

    Answer get(String path, String token) {
        return send(request(path, token).GET());
    }

    Answer put(String path, String token, String json) {
        return send(
                request(path, token)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(json)));
    }

    /// A change that the test takes for granted.
    JsonNode putAsOperator(String path, String json) {
        var answer = put(path, TestTokens.operator(), json);
        if (answer.status() != 200) {
            throw new AssertionError("must be 200: " + path + " " + answer.json());
        }
        return answer.body();
    }

    Answer delete(String path, String token) {
        return send(request(path, token).DELETE());
    }

    /// Asks for a token with HTTP Basic.
    Answer requestToken(String clientId, String secret) {
        return requestToken(clientId, secret, "grant_type=client_credentials");
    }

    Answer requestToken(String clientId, String secret, String form) {
        var basic = (clientId + ":" + secret).getBytes(StandardCharsets.UTF_8);
        return send(
                tokenRequest(form)
                        .header(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString(basic)));
    }

    Answer requestTokenAnonymously(String form) {
        return send(tokenRequest(form));
    }

    private HttpRequest.Builder tokenRequest(String form) {
        return request("/oauth2/token", null)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
    }

    /// An access token that must be given.
    String token(String clientId, String secret) {
        var answer = requestToken(clientId, secret);
        if (answer.status() != 200) {
            throw new AssertionError("must be given a token: " + answer.json());
        }
        return answer.body().path("access_token").asString();
    }

    Answer getAnonymously(String path) {
        return send(request(path, null).GET());
    }

    JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    private HttpRequest.Builder request(String path, @Nullable String token) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
