package io.shoudan.terminal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Transaction-service as far as its contract goes: real HTTP, scripted answers, a record of what
/// it was asked. What isn't scripted is approved.
final class FakeTransactionService implements AutoCloseable {

    static final String TRANSACTIONS = "/internal/v1/transactions";
    static final String REVERSALS = "/internal/v1/reversals";
    static final String SIGN_ON = "/internal/v1/batches/sign-on";
    static final String CHECK = "/internal/v1/batches/check";
    static final String SETTLEMENT = "/internal/v1/batches/settlement";
    static final String UPLOAD = "/internal/v1/batches/upload";
    static final String UPLOAD_END = "/internal/v1/batches/upload-end";

    /// The approval of the golden frame `purchase-approved`.
    static final String APPROVED =
            """
            {"result": "APPROVED", "transactionId": "0199aaaa-bbbb-7ccc-8ddd-eeeeffff0001",
             "retrievalReference": "632600000042", "hostTime": "2026-11-22T09:31:05+08:00",
             "businessDate": "2026-11-22", "authorizationCode": "A1B2C3",
             "acquirerCode": "00098310", "issuerCode": "03080000", "scheme": "CUP",
             "repeated": false}
            """;

    private static final Map<String, String> USUAL =
            Map.of(
                    TRANSACTIONS,
                    APPROVED,
                    REVERSALS,
                    """
                    {"recorded": true, "retrievalReference": "632600000043",
                     "hostTime": "2026-11-22T09:31:05+08:00", "businessDate": "2026-11-22",
                     "acquirerCode": "00098310", "issuerCode": "03080000", "scheme": "CUP",
                     "repeated": false}
                    """,
                    SIGN_ON,
                    """
                    {"batchNumber": "000007", "regressed": false}
                    """,
                    CHECK,
                    """
                    {"open": true, "businessDate": "2026-11-22"}
                    """,
                    SETTLEMENT,
                    """
                    {"accepted": true, "retrievalReference": "632600000049",
                     "hostTime": "2026-11-22T09:40:00+08:00", "acquirerCode": "00098310",
                     "domestic": {"debitMinor": 12345, "debitCount": 1,
                                  "creditMinor": 5000, "creditCount": 1},
                     "foreign": {"debitMinor": 0, "debitCount": 0,
                                 "creditMinor": 0, "creditCount": 0},
                     "domesticBalanced": true, "foreignBalanced": true, "repeated": false}
                    """,
                    UPLOAD,
                    uploaded(),
                    UPLOAD_END,
                    uploaded());

    /// What the fake does with one request.
    @FunctionalInterface
    interface Script {

        void play(HttpExchange exchange) throws IOException;
    }

    /// A request that came in.
    record Call(String path, JsonNode body, Map<String, List<String>> headers) {

        String header(String name) {
            return headers.getOrDefault(name, List.of()).stream().findFirst().orElse("");
        }
    }

    private final JsonMapper json = new JsonMapper();
    private final HttpServer server;
    private final Map<String, Queue<Script>> scripts = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    FakeTransactionService() {
        this(0);
    }

    /// @param port 0 for a free one
    FakeTransactionService(int port) {
        try {
            var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            server = HttpServer.create(loopback, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    private static String uploaded() {
        return """
               {"accepted": true, "retrievalReference": "632600000050",
                "hostTime": "2026-11-22T09:41:00+08:00"}
               """;
    }

    static Script says(String body) {
        return exchange -> respond(exchange, 200, "application/json", body);
    }

    /// @param type last part of the problem's type: `unavailable`
    static Script refuses(int status, String type) {
        return exchange ->
                respond(
                        exchange,
                        status,
                        "application/problem+json",
                        """
                        {"type": "https://shoudan.io/problems/%s", "title": "", "status": %d}
                        """
                                .formatted(type, status));
    }

    /// Hangs up without a word, as a process that was killed does.
    static Script hangsUp() {
        return HttpExchange::close;
    }

    /// Plays `script` for the next request to `path` that finds none before it.
    FakeTransactionService next(String path, Script script) {
        scripts.computeIfAbsent(path, _ -> new ConcurrentLinkedQueue<>()).add(script);
        return this;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<Call> calls(String path) {
        return calls.stream().filter(call -> call.path().equals(path)).toList();
    }

    Call lastCall(String path) {
        return calls(path).getLast();
    }

    /// Forgets scripts that weren't played, and calls.
    void forget() {
        scripts.clear();
        calls.clear();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        calls.add(
                new Call(
                        path,
                        json.readTree(exchange.getRequestBody().readAllBytes()),
                        Map.copyOf(exchange.getRequestHeaders())));
        var queue = scripts.get(path);
        var script = queue == null ? null : queue.poll();
        (script == null ? says(USUAL.getOrDefault(path, "{}")) : script).play(exchange);
    }

    private static void respond(HttpExchange exchange, int status, String type, String body)
            throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
