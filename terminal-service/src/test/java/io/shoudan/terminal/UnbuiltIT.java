package io.shoudan.terminal;

import static io.shoudan.iso8583.terminal.TerminalDialect.ACQUIRER;
import static io.shoudan.iso8583.terminal.TerminalDialect.AMOUNT;
import static io.shoudan.iso8583.terminal.TerminalDialect.CONDITION_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.MAC;
import static io.shoudan.iso8583.terminal.TerminalDialect.ORIGINAL;
import static io.shoudan.iso8583.terminal.TerminalDialect.PROCESSING_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.RESPONSE_CODE;
import static io.shoudan.iso8583.terminal.TerminalDialect.SETTLEMENT_DATE;
import static io.shoudan.iso8583.terminal.TerminalDialect.TRANSACTION;
import static io.shoudan.terminal.FakeTransactionService.CHECK;
import static io.shoudan.terminal.FakeTransactionService.REVERSALS;
import static io.shoudan.terminal.FakeTransactionService.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.contracts.merchant.model.BindingStatus;
import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.terminal.OriginalTransaction;
import io.shoudan.iso8583.terminal.TransactionField;
import io.shoudan.iso8583.terminal.TransactionKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Kinds that the protocol has and the platform doesn't, refused in the protocol's order.
class UnbuiltIT {

    private final House house = House.shared();
    private final TestTerminal terminal = house.newTerminal();

    @BeforeEach
    void signOn() {
        house.transactions().forget();
        terminal.signOn("003");
    }

    @AfterEach
    void hangUp() {
        terminal.close();
        house.transactions().forget();
    }

    private static String notOpen(String cause) {
        return """
               {"open": false, "cause": "%s", "businessDate": "2026-11-22"}
               """
                .formatted(cause);
    }

    private Message.Builder request(TransactionKind kind) {
        var purchase = terminal.purchase(100).unchecked();
        var batch = purchase.get(TRANSACTION).batchNumber();
        return Message.builder(purchase.dialect(), kind.mti())
                .copy(purchase, purchase.fields())
                .set(PROCESSING_CODE, kind.processingCode().orElseThrow())
                .set(CONDITION_CODE, kind.conditionCode().orElseThrow())
                .set(ORIGINAL, OriginalTransaction.of("0000010000091122"))
                .set(TRANSACTION, new TransactionField(kind.type().orElseThrow(), batch, "000"));
    }

    @ParameterizedTest
    @EnumSource(names = {"PRE_AUTHORIZATION", "COMPLETION"})
    void looksAtTheBatchBeforeTheProduct(TransactionKind kind) {
        var request = request(kind).unchecked();
        house.transactions().next(CHECK, says(notOpen("BATCH_CLOSED")));

        var wrong = terminal.sendSigned(request);
        assertThat(wrong.message().get(RESPONSE_CODE)).isEqualTo("77");
        assertThat(wrong.header().text()).isEqualTo("613103310000");
        assertThat(wrong.message().has(ACQUIRER)).isFalse();

        var right = terminal.sendSigned(request);
        assertThat(right.message().get(RESPONSE_CODE)).isEqualTo("40");
        assertThat(right.header().text()).isEqualTo("613100310000");
        assertThat(right.message().has(MAC)).isTrue();
        // Past check 9.
        assertThat(right.message().get(ACQUIRER)).isEqualTo("00098310");
        assertThat(right.message().get(SETTLEMENT_DATE)).hasToString("--11-22");
        var asked = house.transactions().lastCall(CHECK).body();
        assertThat(asked.get("terminalId").asString()).isEqualTo(terminal.id());
        assertThat(asked.get("batchNumber").asString())
                .isEqualTo(request.get(TRANSACTION).batchNumber());
    }

    @Test
    void asksForNoSignOnWhileTheBatchIsClosing() {
        house.transactions().next(CHECK, says(notOpen("BATCH_CLOSING")));

        var answer = terminal.sendSigned(request(TransactionKind.PRE_AUTHORIZATION).unchecked());

        assertThat(answer.message().get(RESPONSE_CODE)).isEqualTo("77");
        assertThat(answer.header().text()).isEqualTo("613100310000");
    }

    /// They tell what has happened already: no batch holds them up.
    @ParameterizedTest
    @EnumSource(names = {"COMPLETION_ADVICE", "OFFLINE_SALE", "TIP_ADJUSTMENT"})
    void asksNoBatchAboutAdvices(TransactionKind kind) {
        assertThat(code(request(kind).unchecked())).isEqualTo("40");
        assertThat(house.transactions().calls(CHECK)).isEmpty();
    }

    /// The checks before: each of them comes first.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "has no amount, 30",
        "has a wrong key, A0",
        "is suspended, 58",
        "never signed on, 77"
    })
    void makesTheChecksBeforeFirst(String state, String code) {
        var request = request(TransactionKind.PRE_AUTHORIZATION);
        switch (state) {
            case "has no amount" -> request.remove(AMOUNT);
            case "has a wrong key" -> terminal.withMacKey("0123456789ABCDEF");
            case "is suspended" ->
                    house.bind(terminal.id(), House.MERCHANT, "POS-1", BindingStatus.SUSPENDED);
            default -> terminal.send(terminal.management("0820", "002").unchecked());
        }

        assertThat(code(request.unchecked())).isEqualTo(code);
        assertThat(house.transactions().calls(CHECK)).isEmpty();
    }

    /// Nothing was ever approved that it could take back, and a terminal that isn't told 00 goes on
    /// reversing for ever.
    @Test
    void takesAReversalOfAKindThatThereIsNot() {
        var original = request(TransactionKind.PRE_AUTHORIZATION).unchecked();
        var reversal =
                Message.builder(original.dialect(), "0400")
                        .copy(original, original.fields())
                        .set(RESPONSE_CODE, "98")
                        .unchecked();

        assertThat(code(reversal)).isEqualTo("00");
        assertThat(house.transactions().calls(REVERSALS)).isEmpty();
    }

    private String code(Message request) {
        return terminal.sendSigned(request).message().get(RESPONSE_CODE);
    }
}
