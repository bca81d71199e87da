package io.shoudan.gateway;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A service behind the gateway that keeps what it is asked and answers as told.
final class Backend implements AutoCloseable {

    /// @param target path and query as they arrived
    record Asked(String method, String target, Headers headers, String body) {

        String header(String name) {
            var value = headers.getFirst(name);
            return value == null ? "" : value;
        }
    }

    /// What it does with a request.
    @FunctionalInterface
    interface Behaviour {
        void answer(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Behaviour usual;
    private volatile Behaviour behaviour;

    private Backend(HttpServer server, String name) {
        this.server = server;
        usual = it -> send(it, 200, "{\"service\":\"" + name + "\"}");
        behaviour = usual;
    }

    static Backend start(String name) {
        try {
            var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            var backend = new Backend(HttpServer.create(loopback, 0), name);
            backend.server.createContext("/", backend::handle);
            backend.server.setExecutor(backend.threads);
            backend.server.start();
            return backend;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(
                    new Asked(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().toString(),
                            exchange.getRequestHeaders(),
                            body));
            behaviour.answer(exchange);
        }
    }

    static void send(HttpExchange exchange, int status, String json) throws IOException {
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    void behave(Behaviour next) {
        behaviour = next;
    }

    /// Says its name.
    void behaveAsUsual() {
        behaviour = usual;
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    Asked lastAsked() {
        return asked.getLast();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
