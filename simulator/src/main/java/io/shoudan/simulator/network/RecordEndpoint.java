package io.shoudan.simulator.network;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The record over HTTP, as JSON.
///
/// - `GET /record?rrn=R`: `entries`, the lines of the file about one transaction, oldest first
///   ([Entry]), and `net`, what stands of it
/// - `GET /net`: `totals` by kind and currency and `items`, everything approved and not reversed
///   ([Net])
/// - `GET /healthz`: whether the simulator runs
///
/// Safe for any number of threads; at most [#MAX_REQUESTS] are answered at a time, others get 503.
final class RecordEndpoint implements AutoCloseable {

    private static final int MAX_REQUESTS = 32;
    private static final Pattern REFERENCE = Pattern.compile("[0-9A-Za-z]{12}");

    private final Semaphore places = new Semaphore(MAX_REQUESTS);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Book book;
    private final JsonMapper json;
    private final HttpServer server;

    private record Response(int status, Object content) {}

    private interface Question {
        Response answer(HttpExchange exchange) throws IOException;
    }

    RecordEndpoint(InetSocketAddress address, Book book, JsonMapper json) throws IOException {
        this.book = book;
        this.json = json;
        this.server = HttpServer.create(address, 0);
        server.setExecutor(threads);
        // Paths are prefixes to this server: /healthz too.
        answer("/health", _ -> new Response(200, Map.of("status", "UP")));
        answer("/record", this::record);
        answer("/net", _ -> new Response(200, Net.of(book.effective())));
        answer("/", _ -> problem(404, "must be /record?rrn=R, /net or /healthz"));
    }

    void start() {
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private Response record(HttpExchange exchange) {
        var reference = parameter(exchange.getRequestURI().getRawQuery(), "rrn");
        if (reference == null || !REFERENCE.matcher(reference).matches()) {
            return problem(400, "must be 12 letters or digits: rrn");
        }
        var lines = book.lines(reference);
        if (lines.isEmpty()) {
            return problem(404, "nothing is recorded under this rrn");
        }
        var entries = lines.stream().map(json::readTree).toList();
        return new Response(
                200,
                Map.of("rrn", reference, "entries", entries, "net", book.effective(reference)));
    }

    private static @Nullable String parameter(@Nullable String query, String name) {
        if (query == null) {
            return null;
        }
        for (var pair : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                try {
                    return URLDecoder.decode(
                            pair.substring(name.length() + 1), StandardCharsets.UTF_8);
                } catch (IllegalArgumentException _) {
                    // A broken escape is no reference, and is refused like any other text.
                    return null;
                }
            }
        }
        return null;
    }

    private static Response problem(int status, String detail) {
        return new Response(status, Map.of("status", status, "detail", detail));
    }

    private void answer(String path, Question question) {
        server.createContext(path, exchange -> answer(exchange, question));
    }

    private void answer(HttpExchange exchange, Question question) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                write(exchange, problem(405, "must be GET"));
            } else if (!places.tryAcquire()) {
                write(exchange, problem(503, "too many requests at once"));
            } else {
                try {
                    write(exchange, question.answer(exchange));
                } finally {
                    places.release();
                }
            }
        }
    }

    private void write(HttpExchange exchange, Response response) throws IOException {
        var type = response.status() < 400 ? "application/json" : "application/problem+json";
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(response.status(), 0);
        json.writeValue(exchange.getResponseBody(), response.content());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
