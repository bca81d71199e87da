package io.shoudan.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.iso8583.Message;
import io.shoudan.iso8583.terminal.OriginalTransaction;
import io.shoudan.iso8583.terminal.ProcessingRequirement;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TransactionField;
import io.shoudan.iso8583.terminal.TransactionKind;
import io.shoudan.launcher.DemoMerchant;
import io.shoudan.simulator.terminal.Card;
import io.shoudan.simulator.terminal.Exchange;
import io.shoudan.simulator.terminal.Heard;
import io.shoudan.simulator.terminal.Terminal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What terminals should not send: each gets the answer that the protocol names, and changes
/// nothing.
@ExtendWith(House.class)
class BadTerminalInputIT {

    private static final Card CARD = Card.typed("6225000000000014", "3012");
    private static final DemoMerchant MERCHANT = DemoMerchant.SECOND;

    private final RunningHouse house;
    private final Terminal terminal;
    private final TerminalTransactions history;

    BadTerminalInputIT(RunningHouse house) throws InterruptedException {
        this.house = house;
        this.terminal = house.newTerminal(MERCHANT);
        this.history = historyOf(terminal);
    }

    @BeforeEach
    void signOn() {
        assertThat(terminal.signOn().approved()).isTrue();
    }

    @Test
    void wrongMac() throws Exception {
        Message purchase = terminal.drafts().purchase(1000, CARD);

        for (int i = 1; i <= 3; i++) {
            Exchange refused = terminal.exchange(terminal.frameWithWrongMac(purchase));

            assertThat(refused.responseCode()).contains("A0");
            assertThat(refused.requirement().filter(ProcessingRequirement.SIGN_ON::equals))
                    .as("asked to sign on from the third in a row: " + i)
                    .isEqualTo(
                            i < 3 ? Optional.empty() : Optional.of(ProcessingRequirement.SIGN_ON));
        }
        assertThat(history.all()).isEmpty();
        assertThat(terminal.exchange(purchase).responseCode())
                .as("the same request with its right MAC")
                .contains("00");
    }

    @Test
    void unknownTerminal() {
        try (var stranger = house.terminal("00000404", MERCHANT)) {
            assertThat(stranger.signOn().responseCode()).contains("97");
        }
    }

    @Test
    void notSignedOn() throws Exception {
        try (var fresh = house.newTerminal(MERCHANT)) {
            Exchange refused =
                    fresh.exchange(fresh.frameWithWrongMac(fresh.drafts().purchase(1000, CARD)));

            assertThat(refused.responseCode()).contains("77");
            assertThat(refused.requirement()).contains(ProcessingRequirement.SIGN_ON);
            assertThat(historyOf(fresh).all()).isEmpty();
        }
    }

    @Test
    void wrongBatch() throws Exception {
        Message purchase = terminal.drafts().purchase(1000, CARD);
        TransactionField field = purchase.get(TerminalDialect.TRANSACTION);

        Exchange refused =
                terminal.exchange(
                        purchase.toBuilder()
                                .set(TerminalDialect.TRANSACTION, field.withBatchNumber("000777"))
                                .unchecked());

        assertThat(refused.responseCode()).contains("77");
        assertThat(refused.requirement()).contains(ProcessingRequirement.SIGN_ON);
        assertThat(history.all()).isEmpty();
    }

    @Test
    void repeatWithOtherContent() throws Exception {
        Exchange first = terminal.purchase(1000, CARD);
        assertThat(first.approved()).isTrue();

        Exchange refused =
                terminal.exchange(
                        first.request().message().toBuilder()
                                .set(TerminalDialect.AMOUNT, 9900L)
                                .remove(TerminalDialect.MAC)
                                .unchecked());

        assertThat(refused.responseCode()).contains("94");
        assertThat(history.story()).containsExactly("PURCHASE APPROVED 1000");
    }

    @Test
    void amountZero() throws Exception {
        assertThat(terminal.purchase(0, CARD).responseCode()).contains("13");
        assertThat(history.story()).containsExactly("PURCHASE DECLINED 0");
    }

    @Test
    void badCardNumber() throws Exception {
        Exchange refused = terminal.purchase(1000, Card.typed("6225000000000015", "3012"));

        assertThat(refused.responseCode()).contains("14");
        assertThat(history.story()).containsExactly("PURCHASE DECLINED 1000");
    }

    @Test
    void voidOfAnotherTerminalsTransaction() throws Exception {
        try (var other = house.newTerminal(MERCHANT)) {
            assertThat(other.signOn().approved()).isTrue();
            Exchange theirs = other.purchase(1000, CARD);
            assertThat(theirs.approved()).isTrue();

            Exchange refused = terminal.exchange(voidOf(theirs));

            assertThat(refused.responseCode()).contains("25");
            assertThat(historyOf(other).story()).containsExactly("PURCHASE APPROVED 1000");
        }
    }

    /// A void by this terminal that names what another one did.
    private Message voidOf(Exchange theirs) {
        Message draft = terminal.drafts().purchase(1000, CARD);
        TransactionField own = draft.get(TerminalDialect.TRANSACTION);
        Message answer = theirs.answer().orElseThrow();
        String date =
                "%02d%02d"
                        .formatted(
                                answer.get(TerminalDialect.LOCAL_DATE).getMonthValue(),
                                answer.get(TerminalDialect.LOCAL_DATE).getDayOfMonth());
        return draft.toBuilder()
                .set(
                        TerminalDialect.PROCESSING_CODE,
                        TransactionKind.VOID.processingCode().orElseThrow())
                .set(
                        TerminalDialect.TRANSACTION,
                        new TransactionField(
                                TransactionKind.VOID.type().orElseThrow(),
                                own.batchNumber(),
                                own.networkCode(),
                                own.rest()))
                .set(
                        TerminalDialect.RETRIEVAL_REFERENCE,
                        answer.get(TerminalDialect.RETRIEVAL_REFERENCE))
                .set(
                        TerminalDialect.ORIGINAL,
                        new OriginalTransaction(
                                theirs.request()
                                        .message()
                                        .get(TerminalDialect.TRANSACTION)
                                        .batchNumber(),
                                theirs.traceNumber(),
                                date))
                .unchecked();
    }

    @Test
    void refundOverTheOriginal() throws Exception {
        Exchange purchase = terminal.purchase(1000, CARD);
        assertThat(purchase.approved()).isTrue();
        assertThat(terminal.refund(purchase.traceNumber(), 600).responseCode()).contains("00");

        Exchange refused = terminal.refund(purchase.traceNumber(), 401);

        assertThat(refused.responseCode()).contains("64");
        assertThat(history.story())
                .containsExactly(
                        "REFUND DECLINED 401", "REFUND APPROVED 600", "PURCHASE APPROVED 1000");
    }

    /// One connection's nonsense is nobody else's problem: the terminal keeps its own all the
    /// while.
    @Test
    void garbageAndOversizedFrames() {
        byte[] tooLong = new byte[5000];
        tooLong[0] = (byte) 0x13;
        tooLong[1] = (byte) 0x86; // 4998 follow, and 4096 are allowed.
        byte[] tooShort = {0, 20, 1, 2, 3};
        byte[] notDigits = new byte[2 + 30];
        notDigits[1] = 30;
        Arrays.fill(notDigits, 2, notDigits.length, (byte) 0xFF);
        byte[] http = "GET / HTTP/1.1\r\nHost: shoudan\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

        for (byte[] bytes : new byte[][] {tooLong, tooShort, notDigits, http}) {
            try (var vandal = house.terminal("90010002", MERCHANT)) {
                assertThat(vandal.sendBytes(bytes))
                        .isEqualTo(new Heard.Unanswered(Heard.Reason.CLOSED));
            }
            assertThat(terminal.echo().responseCode()).contains("00");
        }
    }

    private TerminalTransactions historyOf(Terminal other) {
        return TerminalTransactions.of(other, house.operator());
    }
}
