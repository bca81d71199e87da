package io.shoudan.simulator.network;

import static io.shoudan.iso8583.network.NetworkDialect.ADDITIONAL_AMOUNTS;
import static io.shoudan.iso8583.network.NetworkDialect.AMOUNT;
import static io.shoudan.iso8583.network.NetworkDialect.AUTHORIZATION_CODE;
import static io.shoudan.iso8583.network.NetworkDialect.RESPONSE_CODE;
import static io.shoudan.iso8583.network.NetworkDialect.RETRIEVAL_REFERENCE;
import static io.shoudan.iso8583.network.NetworkDialect.TRACE_NUMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.network.NetworkDialect;
import io.shoudan.simulator.UsageMistake;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The card network as an acquirer meets it: over sockets, with the record over HTTP.
class NetworkSimulatorTest {

    private static final int SILENCE_MS = 300;

    /// So much later than the silence that a stalled machine doesn't hear it within.
    private static final Duration LATE = Duration.ofSeconds(4);

    @TempDir private Path folder;
    private final HttpClient http = HttpClient.newHttpClient();
    private NetworkSimulator network;

    @BeforeEach
    void start() {
        network = started(Duration.ofMillis(100));
    }

    @AfterEach
    void stop() {
        network.close();
    }

    private NetworkSimulator started(Duration lateAnswerAfter) {
        var options =
                NetworkOptions.onFreePorts(folder.resolve("network.jsonl"))
                        .withLateAnswerAfter(lateAnswerAfter);
        return NetworkSimulator.start(options, Clock.systemUTC());
    }

    private Acquirer signedOn() throws IOException {
        var acquirer = new Acquirer(network.port());
        assertThat(code(acquirer.ask(NetworkMessages.management(NetworkDialect.SIGN_ON))))
                .isEqualTo("00");
        return acquirer;
    }

    private static String code(Message answer) {
        return answer.get(RESPONSE_CODE);
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return new JsonMapper().readTree(response(path).body());
    }

    private HttpResponse<String> response(String path) throws IOException, InterruptedException {
        var uri = URI.create("http://127.0.0.1:" + network.httpPort() + path);
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private List<String> outcomes(int number) throws IOException, InterruptedException {
        var outcomes = new ArrayList<String>();
        for (var entry : get("/record?rrn=" + NetworkMessages.reference(number)).get("entries")) {
            var decision = entry.get("decision");
            outcomes.add(
                    decision == null
                            ? entry.get("kind").asString()
                            : decision.get("outcome").asString());
        }
        return outcomes;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    amount, answer, stands
                    1234,   00,     1
                    1251,   51,     0
                    1254,   54,     0
                    1255,   55,     0
                    1261,   61,     0
                    1291,   91,     0
                    1296,   96,     0
                    1298,   none,   1
                    """)
    void decidesByAmount(long amount, String answer, int stands) throws Exception {
        try (var acquirer = signedOn()) {
            for (var request :
                    List.of(
                            NetworkMessages.purchase(1, amount),
                            NetworkMessages.authorization(2, amount),
                            NetworkMessages.refund(3, amount))) {
                acquirer.send(request);
                var heard =
                        answer.equals("none")
                                ? acquirer.hearWithin(SILENCE_MS)
                                : acquirer.hearWithin(10_000);

                assertThat(heard.map(NetworkSimulatorTest::code).orElse("none")).isEqualTo(answer);
                heard.ifPresent(reply -> assertEchoes(reply, request));
            }
        }
        assertThat(get("/net").get("items")).hasSize(3 * stands);
    }

    private static void assertEchoes(Message reply, Message request) {
        assertThat(reply.mti()).isEqualTo(request.answerMti());
        assertThat(reply.get(TRACE_NUMBER)).isEqualTo(request.get(TRACE_NUMBER));
        assertThat(reply.get(RETRIEVAL_REFERENCE)).isEqualTo(request.get(RETRIEVAL_REFERENCE));
        assertThat(reply.get(AMOUNT)).isEqualTo(request.get(AMOUNT));
        assertThat(reply.has(AUTHORIZATION_CODE)).isEqualTo(code(reply).equals("00"));
        assertThat(NetworkDialect.DIALECT.check(reply)).isEmpty();
    }

    @Test
    void answersLate() throws Exception {
        network.close();
        network = started(LATE);
        try (var acquirer = signedOn()) {
            acquirer.send(NetworkMessages.purchase(1, 1297));
            assertThat(acquirer.hearWithin(SILENCE_MS)).isEmpty();

            var answer = acquirer.hear();
            assertThat(code(answer)).isEqualTo("00");
            assertEchoes(answer, NetworkMessages.purchase(1, 1297));
        }
    }

    /// A network answers its member, not a socket: whoever reconnects hears what was missed.
    @Test
    void answersLateOnAnotherConnectionIfTheFirstHasGone() throws Exception {
        network.close();
        network = started(LATE);
        try (var second = signedOn()) {
            try (var first = signedOn()) {
                first.send(NetworkMessages.purchase(1, 1297));
            }
            assertThat(second.hear().get(RETRIEVAL_REFERENCE))
                    .isEqualTo(NetworkMessages.reference(1));
        }
    }

    @Test
    void answersAnother() throws Exception {
        try (var acquirer = signedOn()) {
            var answer = acquirer.ask(NetworkMessages.purchase(1, 1299));

            assertThat(code(answer)).isEqualTo("00");
            assertThat(answer.get(TRACE_NUMBER)).isEqualTo("000001");
            assertThat(answer.get(RETRIEVAL_REFERENCE)).isNotEqualTo(NetworkMessages.reference(1));
            assertThat(answer.get(AMOUNT)).isEqualTo(1298);
        }
        assertThat(outcomes(1)).containsExactly("APPROVED", "SENT");
        assertThat(get("/net").get("totals").get(0).get("amountMinor").asLong()).isEqualTo(1299);
    }

    @Test
    void authorizesARepeatOnceWithTheSameCode() throws Exception {
        try (var acquirer = signedOn()) {
            var first = acquirer.ask(NetworkMessages.purchase(1, 1200));
            var again = acquirer.ask(NetworkMessages.purchase(1, 1200));
            var other = acquirer.ask(NetworkMessages.purchase(1, 1300));

            assertThat(again).isEqualTo(first);
            assertThat(code(other)).isEqualTo("94");
        }
        assertThat(get("/net").get("items")).hasSize(1);
    }

    @Test
    void tellsTheSameBalanceEachTime() throws Exception {
        try (var acquirer = signedOn()) {
            assertThat(acquirer.ask(NetworkMessages.balance(1)).get(ADDITIONAL_AMOUNTS))
                    .isEqualTo("1002156C000000011400");
            assertThat(acquirer.ask(NetworkMessages.balance(2)).get(ADDITIONAL_AMOUNTS))
                    .isEqualTo("1002156C000000011400");
        }
        assertThat(get("/net").get("items")).isEmpty();
    }

    @Test
    void refusesBeforeSignOnAndAfterSignOff() throws Exception {
        try (var acquirer = new Acquirer(network.port())) {
            assertThat(code(acquirer.ask(NetworkMessages.purchase(1, 1200)))).isEqualTo("91");
            acquirer.ask(NetworkMessages.management(NetworkDialect.SIGN_ON));
            assertThat(code(acquirer.ask(NetworkMessages.management(NetworkDialect.ECHO))))
                    .isEqualTo("00");
            acquirer.ask(NetworkMessages.management(NetworkDialect.SIGN_OFF));
            assertThat(code(acquirer.ask(NetworkMessages.purchase(2, 1200)))).isEqualTo("91");
        }
        assertThat(get("/net").get("items")).isEmpty();
        assertThat(outcomes(1)).containsExactly("REFUSED_NOT_SIGNED_ON", "SENT");
    }

    @Test
    void reversesOnceAndAcknowledgesEachTime() throws Exception {
        try (var acquirer = signedOn()) {
            acquirer.send(NetworkMessages.purchase(1, 1298));
            var first = acquirer.ask(NetworkMessages.reversal("0420", 1, 1298));
            var repeat = acquirer.ask(NetworkMessages.reversal("0421", 1, 1298));

            assertThat(first.mti()).isEqualTo("0430");
            assertThat(code(first)).isEqualTo("00");
            assertThat(repeat).isEqualTo(first);
            assertThat(NetworkDialect.DIALECT.check(first)).isEmpty();
        }
        assertThat(outcomes(1))
                .containsExactly("APPROVED", "REVERSED", "SENT", "REVERSED_BEFORE", "SENT");
        assertThat(get("/net").get("items")).isEmpty();
    }

    @Test
    void refusesAnOriginalThatItsReversalOvertook() throws Exception {
        try (var acquirer = signedOn()) {
            assertThat(code(acquirer.ask(NetworkMessages.reversal("0420", 1, 1200))))
                    .isEqualTo("00");
            assertThat(code(acquirer.ask(NetworkMessages.purchase(1, 1200)))).isEqualTo("12");
        }
        assertThat(get("/net").get("items")).isEmpty();
    }

    @Test
    void remembersEverythingAfterARestart() throws Exception {
        Message before;
        try (var acquirer = signedOn()) {
            before = acquirer.ask(NetworkMessages.purchase(1, 1200));
            acquirer.ask(NetworkMessages.reversal("0420", 2, 1200));
        }
        var net = get("/net");
        network.close();
        network = started(Duration.ofMillis(100));

        assertThat(get("/net")).isEqualTo(net);
        try (var acquirer = signedOn()) {
            assertThat(acquirer.ask(NetworkMessages.purchase(1, 1200))).isEqualTo(before);
            assertThat(code(acquirer.ask(NetworkMessages.purchase(2, 1200)))).isEqualTo("12");
        }
    }

    @Test
    void survivesGarbage() throws Exception {
        try (var acquirer = signedOn();
                var vandal = new Acquirer(network.port());
                var other = new Acquirer(network.port())) {
            vandal.sendBytes("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            other.sendBytes(
                    new byte[] {
                        0, 20, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20
                    });

            assertThat(vandal.hungUp()).isTrue();
            assertThat(other.hungUp()).isTrue();
            assertThat(code(acquirer.ask(NetworkMessages.purchase(1, 1200)))).isEqualTo("00");
        }
    }

    @Test
    void answersAMessageWithAMalformedFieldWith30() throws Exception {
        var bytes = NetworkDialect.DIALECT.pack(NetworkMessages.purchase(1, 1200));
        // The last digit of field 11, which is not in the last place of the message.
        var text = new String(bytes, StandardCharsets.US_ASCII).replace("000001", "00000X");
        try (var acquirer = signedOn()) {
            acquirer.sendBytes(new byte[] {(byte) (bytes.length >> 8), (byte) bytes.length});
            acquirer.sendBytes(text.getBytes(StandardCharsets.US_ASCII));

            assertThat(code(acquirer.hear())).isEqualTo("30");
        }
        assertThat(get("/net").get("items")).isEmpty();
    }

    @Test
    void serves20Connections() throws Exception {
        var acquirers = new ArrayList<Acquirer>();
        try {
            for (int i = 0; i < 20; i++) {
                acquirers.add(signedOn());
            }
            for (int i = 0; i < acquirers.size(); i++) {
                acquirers.get(i).send(NetworkMessages.purchase(i, 100));
            }
            for (var acquirer : acquirers) {
                assertThat(code(acquirer.hear())).isEqualTo("00");
            }
        } finally {
            for (var acquirer : acquirers) {
                acquirer.close();
            }
        }
        var total = get("/net").get("totals").get(0);
        assertThat(total.get("count").asInt()).isEqualTo(20);
        assertThat(total.get("amountMinor").asLong()).isEqualTo(2000);
    }

    @Test
    void closesConnectionsBeyondTheLimit() throws Exception {
        network.close();
        var options =
                new NetworkOptions(
                        "127.0.0.1",
                        0,
                        0,
                        folder.resolve("network.jsonl"),
                        Duration.ofSeconds(21),
                        1,
                        100);
        network = NetworkSimulator.start(options, Clock.systemUTC());
        try (var acquirer = signedOn();
                var second = new Acquirer(network.port())) {
            assertThat(second.hungUp()).isTrue();
            assertThat(code(acquirer.ask(NetworkMessages.purchase(1, 1200)))).isEqualTo("00");
        }
    }

    @Test
    void recordsNoCardNumber() throws Exception {
        try (var acquirer = signedOn()) {
            acquirer.ask(NetworkMessages.purchase(1, 1200));
        }
        var text = Files.readString(folder.resolve("network.jsonl"));

        assertThat(text).contains("622500******0014").doesNotContain(NetworkMessages.CARD);
        assertThat(response("/record?rrn=" + NetworkMessages.reference(1)).body())
                .contains("622500******0014")
                .doesNotContain(NetworkMessages.CARD);
    }

    @ParameterizedTest
    @CsvSource({
        "/healthz, 200",
        "/health, 200",
        "/net, 200",
        "/record?rrn=632600000001, 404",
        "/record?rrn=1, 400",
        "/record?rrn=%ZZ, 400",
        "/record, 400",
        "/other, 404"
    })
    void answersQuestionsOverHttp(String path, int status) throws Exception {
        // HttpClient refuses a broken escape itself.
        var sent = path.replace("%ZZ", "%25ZZ");

        assertThat(response(sent).statusCode()).isEqualTo(status);
    }

    @Test
    void refusesOptionsThatCanNotBe() {
        assertThatThrownBy(() -> NetworkOptions.parse())
                .isInstanceOf(UsageMistake.class)
                .hasMessage("must be given: --record");
        assertThatThrownBy(() -> NetworkOptions.parse("--record", "f", "--port", "65536"))
                .hasMessage("must be 0..65535: --port");
        assertThatThrownBy(() -> NetworkOptions.parse("--record", "f", "--late-answer-after", "2h"))
                .hasMessage("must be like 21s, 500ms or 2m: --late-answer-after");
        assertThatThrownBy(() -> NetworkOptions.parse("--record", "f", "--verbose", "1"))
                .hasMessage("must be an option of this command: --verbose");
        assertThat(NetworkOptions.parse("--record", "f").lateAnswerAfter())
                .isEqualTo(Duration.ofSeconds(21));
    }

    /// Two processes that append to one file would both be wrong about what stands.
    @Test
    void refusesTheRecordOfAnotherProcess() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var other =
                new ProcessBuilder(
                                java.toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                NetworkSimulator.class.getName(),
                                "--port=0",
                                "--http-port=0",
                                "--record=" + folder.resolve("network.jsonl"))
                        .redirectErrorStream(true)
                        .start();
        try {
            assertThat(other.inputReader().readLine())
                    .isEqualTo(
                            "cannot start: must be used by one process: "
                                    + folder.resolve("network.jsonl"));
            assertThat(other.waitFor()).isEqualTo(1);
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void refusesAPortThatIsTaken() {
        var options =
                new NetworkOptions(
                        "127.0.0.1",
                        network.port(),
                        0,
                        folder.resolve("second.jsonl"),
                        Duration.ofSeconds(21),
                        1,
                        1);

        assertThatThrownBy(() -> NetworkSimulator.start(options, Clock.systemUTC()))
                .hasRootCauseInstanceOf(java.net.BindException.class);
    }
}
