package io.shoudan.terminal;

import static io.shoudan.iso8583.terminal.TerminalDialect.ADDITIONAL_DATA;
import static io.shoudan.iso8583.terminal.TerminalDialect.CURRENCY;
import static io.shoudan.iso8583.terminal.TerminalDialect.RESPONSE_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRACE_NUMBER;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRANSACTION;
import static io.shoudan.terminal.FakeTransactionService.REVERSALS;
import static io.shoudan.terminal.FakeTransactionService.SETTLEMENT;
import static io.shoudan.terminal.FakeTransactionService.TRANSACTIONS;
import static io.shoudan.terminal.FakeTransactionService.UPLOAD;
import static io.shoudan.terminal.FakeTransactionService.UPLOAD_END;
import static io.shoudan.terminal.FakeTransactionService.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.iso8583.Message;
import io.shoudan.platform.database.Transactions;
import io.shoudan.platform.testing.Eventually;
import io.shoudan.platform.testing.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whatever was refused before it became a transaction is in the terminal's history, for its
/// merchant to see; what became one is not, for it has a history of its own.
class AttemptsIT {

    private final House house = House.shared();
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final TestTerminal terminal = house.newTerminal();

    @BeforeEach
    void signOn() {
        house.transactions().forget();
        terminal.signOn("003");
    }

    @AfterEach
    void hangUp() {
        terminal.close();
        http.close();
        house.transactions().forget();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    request    | cause             | MTI  | code
                    purchase   | BATCH_CLOSED      | 0200 | 77
                    purchase   | IDENTITY_CONFLICT | 0200 | 94
                    reversal   | REVERSAL_DIFFERS  | 0400 | 64
                    settlement | BATCH_CLOSED      | 0500 | 77
                    upload     | BATCH_CLOSED      | 0320 | 77
                    upload end | BATCH_CLOSED      | 0320 | 77
                    """)
    void remembersEveryRefusal(String name, String cause, String mti, String code) {
        var request = request(name);
        house.transactions().next(path(name), says(refused(cause)));

        var answer = signed(request);

        assertThat(answer.get(RESPONSE_CODE)).isEqualTo(code);
        var attempt = attempts(1).getFirst();
        assertThat(attempt.get("cause").asString()).isEqualTo(cause);
        assertThat(attempt.get("responseCode").asString()).isEqualTo(code);
        assertThat(attempt.get("mti").asString()).isEqualTo(mti);
        assertThat(attempt.get("traceNumber").asString()).isEqualTo(request.get(TRACE_NUMBER));
        assertThat(attempt.get("batchNumber").asString())
                .isEqualTo(request.get(TRANSACTION).batchNumber());
        assertThat(attempt.get("at").asString()).isNotEmpty();
    }

    /// As any of the outcomes says it.
    private static String refused(String cause) {
        return """
               {"recorded": false, "accepted": false, "result": "REFUSED", "cause": "%s",
                "retrievalReference": "632600000045", "hostTime": "2026-11-22T01:31:06Z",
                "repeated": false}
               """
                .formatted(cause);
    }

    private Message request(String name) {
        return switch (name) {
            case "purchase" -> terminal.purchase(100).unchecked();
            case "reversal" -> {
                var purchase = terminal.purchase(100).unchecked();
                yield Message.builder(purchase.dialect(), "0400")
                        .copy(purchase, purchase.fields())
                        .set(RESPONSE_CODE, "98")
                        .unchecked();
            }
            case "settlement" -> like("settlement", "0500");
            case "upload" -> like("batch-upload", "0320");
            default -> like("batch-upload-end", "0320");
        };
    }

    private Message like(String golden, String mti) {
        var message = GoldenFrames.frame(golden).message();
        var field = message.get(TRANSACTION);
        var request =
                terminal.management(mti, field.networkCode())
                        .set(ADDITIONAL_DATA, message.get(ADDITIONAL_DATA));
        message.find(CURRENCY).ifPresent(it -> request.set(CURRENCY, it));
        return request.unchecked();
    }

    private static String path(String name) {
        return switch (name) {
            case "purchase" -> TRANSACTIONS;
            case "reversal" -> REVERSALS;
            case "settlement" -> SETTLEMENT;
            case "upload" -> UPLOAD;
            default -> UPLOAD_END;
        };
    }

    private Message signed(Message request) {
        return terminal.sendSigned(request).message();
    }

    @Test
    void leavesTransactionsToTheirOwnHistory() {
        house.transactions()
                .next(
                        TRANSACTIONS,
                        says(
                                """
                                {"result": "DECLINED", "cause": "CARD_EXPIRED", "repeated": false,
                                 "transactionId": "0199aaaa-bbbb-7ccc-8ddd-eeeeffff0001",
                                 "retrievalReference": "632600000045",
                                 "hostTime": "2026-11-22T01:31:06Z"}
                                """));
        assertThat(signed(terminal.purchase(100).unchecked()).get(RESPONSE_CODE)).isEqualTo("54");
        assertThat(signed(terminal.purchase(100).unchecked()).get(RESPONSE_CODE)).isEqualTo("00");
        // Written after anything that might have been written for the two before it.
        var last = terminal.purchase(100).remove(CURRENCY).unchecked();
        assertThat(signed(last).get(RESPONSE_CODE)).isEqualTo("30");

        var attempt = attempts(1).getFirst();
        assertThat(attempt.get("traceNumber").asString()).isEqualTo(last.get(TRACE_NUMBER));
    }

    @Test
    void remembersWhatItCouldNotCheck() {
        house.jdbc().sql("alter table binding rename to hidden").update();
        try {
            assertThat(terminal.signOn("003").get(RESPONSE_CODE)).isEqualTo("96");
        } finally {
            house.jdbc().sql("alter table hidden rename to binding").update();
        }

        assertThat(attempts(1).getFirst().get("cause").asString()).isEqualTo("PLATFORM_FAULT");
    }

    /// An attempt isn't worth a cardholder's time: the answer comes while the table is out of
    /// reach, and what was to be written is written when it is back.
    @Test
    void answersWhileTheTableIsLocked() {
        var transactions = house.context().getBean(Transactions.class);
        var stale = terminal.purchase(100).remove(CURRENCY).unchecked();

        transactions.run(
                () -> {
                    house.jdbc().sql("lock table attempt in access exclusive mode").update();
                    assertThat(signed(stale).get(RESPONSE_CODE)).isEqualTo("30");
                });

        assertThat(attempts(1).getFirst().get("cause").asString()).isEqualTo("MESSAGE_MALFORMED");
    }

    /// A terminal without a binding is told 97; why can be seen by those who bind.
    @Test
    void showsOperatorsWhatAnUnknownTerminalAttempted() {
        try (var unknown = house.terminal("99999997").withMacKey("0123456789ABCDEF")) {
            unknown.sendSigned(unknown.purchase(100).unchecked());

            var attempt = attempts(TestTokens.operator(), unknown.id(), 1).getFirst();
            assertThat(attempt.get("cause").asString()).isEqualTo("TERMINAL_UNKNOWN");
        }
    }

    private List<JsonNode> attempts(int count) {
        return attempts(TestTokens.merchant(House.MERCHANT), terminal.id(), count);
    }

    private List<JsonNode> attempts(String token, String terminalId, int count) {
        return Eventually.until(
                "attempts are in the history",
                () -> json.readTree(get(token, terminalId)).at("/items").valueStream().toList(),
                it -> it.size() == count);
    }

    private String get(String token, String terminalId) {
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "%s/v1/terminals/%s/attempts"
                                                .formatted(house.http(), terminalId)))
                        .header("Authorization", "Bearer " + token)
                        .build();
        try {
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("must be answered", e);
        }
    }
}
