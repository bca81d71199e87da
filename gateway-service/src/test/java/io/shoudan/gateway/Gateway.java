package io.shoudan.gateway;

import io.shoudan.platform.testing.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.coyote.AbstractProtocol;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A running gateway in front of four [Backend]s.
final class Gateway implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    final Backend transaction = Backend.start("transaction");
    final Backend terminal = Backend.start("terminal");
    final Backend settlement = Backend.start("settlement");
    final Backend merchant = Backend.start("merchant");

    private final ConfigurableApplicationContext context;
    private final int port;

    private Gateway(Map<String, ?> settings) {
        var all = new LinkedHashMap<String, Object>(TestServers.withoutServers());
        all.put("shoudan.gateway.services.transaction", transaction.url());
        all.put("shoudan.gateway.services.terminal", terminal.url());
        all.put("shoudan.gateway.services.settlement", settlement.url());
        all.put("shoudan.gateway.services.merchant", merchant.url());
        all.putAll(settings);
        context =
                new SpringApplicationBuilder(GatewayServiceApplication.class)
                        .properties(Map.of("spring.config.name", "gateway-service"))
                        .initializers(
                                it ->
                                        it.getEnvironment()
                                                .getPropertySources()
                                                .addFirst(new MapPropertySource("test", all)))
                        .run();
        port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    static Gateway start() {
        return start(Map.of());
    }

    static Gateway start(Map<String, ?> settings) {
        return new Gateway(settings);
    }

    int port() {
        return port;
    }

    /// Of actuator, where it has one of its own.
    int managementPort() {
        return context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
    }

    /// How many connections have been taken and not closed.
    long connections() {
        var server = Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer());
        var connector = ((TomcatWebServer) server).getTomcat().getConnector();
        return ((AbstractProtocol<?>) connector.getProtocolHandler()).getConnectionCount();
    }

    int maxConnections() {
        return context.getEnvironment()
                .getRequiredProperty("server.tomcat.max-connections", Integer.class);
    }

    /// Every backend, for tests that none of them may be asked.
    List<Backend> backends() {
        return List.of(transaction, terminal, settlement, merchant);
    }

    long asked() {
        return backends().stream().mapToLong(it -> it.asked().size()).sum();
    }

    record Answer(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        String text() {
            return response.body();
        }

        JsonNode body() {
            return JSON.readTree(response.body());
        }

        String header(String name) {
            return String.join(",", response.headers().allValues(name));
        }

        /// The last part of a problem's type, such as `not-found`.
        String problem() {
            return body().path("type").asString().replaceFirst(".*/", "");
        }
    }

    Answer get(String path) {
        return send(request(path));
    }

    Answer get(String path, String token) {
        return send(request(path, token));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    HttpRequest.Builder request(String path, String token) {
        return request(path).header("Authorization", "Bearer " + token);
    }

    Answer call(String method, String path, String token) {
        var body =
                method.equals("PUT") || method.equals("POST")
                        ? BodyPublishers.ofString("{}")
                        : BodyPublishers.noBody();
        return send(
                request(path, token)
                        .header("Content-Type", "application/json")
                        .method(method, body));
    }

    Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Sends bytes as they are, for requests that a decent client refuses to send.
    ///
    /// @return status line, headers and body
    String raw(String request) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.close();
        backends().forEach(Backend::close);
    }
}
