package io.shoudan.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.contracts.Money;
import io.shoudan.contracts.transaction.model.AuthorizationOutcome;
import io.shoudan.contracts.transaction.model.OutcomeResult;
import io.shoudan.contracts.transaction.model.Transaction;
import io.shoudan.contracts.transaction.model.TransactionPage;
import io.shoudan.platform.testing.Eventually;
import io.shoudan.platform.testing.TestTokens;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a terminal's reversal finds and sets off. It is answered 00 once it is recorded, unless it
/// names another card or amount than its original.
class ReversalIT {

    private final RunningService service = Stage.service();
    private final ScriptedNetwork network = Stage.network();
    private final Terminal terminal = Stage.newTerminal();

    @AfterEach
    void everyTransitionHasItsStepAndItsEvent() {
        assertThat(service.contradictions()).isEmpty();
    }

    @Test
    void anApprovedPurchaseIsReversed() {
        var purchase = terminal.aPurchase(10_00);
        var bought = terminal.send(purchase);
        var reversed = terminal.reverse(purchase);

        assertThat(reversed.getRecorded()).isTrue();
        assertThat(reversed.getRetrievalReference()).isEqualTo(bought.getRetrievalReference());
        assertThat(reversed.getIssuerCode()).isNotNull().isEqualTo(bought.getIssuerCode());
        assertThat(reversed.getScheme()).isNotNull().isEqualTo(bought.getScheme());
        service.reaches(bought, "REVERSED");
        assertThat(network.heard(bought.getRetrievalReference())).containsExactly("0200", "0420");
        assertThat(service.events(bought))
                .containsExactly(
                        "TransactionSent",
                        "TransactionApproved",
                        "TransactionReversalDue",
                        "TransactionReversed");
        // What the terminal was told of its purchase stays what it was told.
        assertThat(terminal.send(purchase).getResult()).isEqualTo(OutcomeResult.APPROVED);
    }

    @Test
    void repeatsOfAReversalHearTheFirstAnswer() {
        var purchase = terminal.aPurchase(11_00);
        var bought = terminal.send(purchase);
        var first = terminal.reverse(purchase);
        var again = terminal.reverse(purchase);

        assertThat(again.getRepeated()).isTrue();
        assertThat(again.repeated(false)).isEqualTo(first);
        service.reaches(bought, "REVERSED");
        assertThat(network.heard(bought.getRetrievalReference())).containsExactly("0200", "0420");
    }

    /// Sent and not yet answered: unknown, with its reversal, in one commit. The approval that
    /// comes then is a late one.
    @Test
    void aReversalDuringTheAuthorizationWins() throws Exception {
        network.plays(_ -> ScriptedNetwork.Play.HOLD);
        var purchase = terminal.aPurchase(12_00);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = callers.submit(() -> terminal.send(purchase));
            Eventually.until("the network was asked", () -> network.holding() == 1);
            assertThat(terminal.reverse(purchase).getRecorded()).isTrue();
            network.release();

            var outcome = waiting.get();
            assertThat(outcome.getResult()).isEqualTo(OutcomeResult.UNKNOWN);
            service.reaches(outcome, "REVERSED");
            assertThat(service.steps(outcome)).contains("REVERSAL_REQUESTED", "LATE_ANSWER");
        }
    }

    /// The reversal overtook its original, so the network knows no such original; then the original
    /// is approved after all. Whichever of the two answers comes first, the money goes back.
    @Test
    void anApprovalThatOvertakesTheAnswerToItsReversalIsReversed() throws Exception {
        network.plays(_ -> ScriptedNetwork.Play.HOLD);
        network.holdsReversals(true);
        network.answersReversalsWith("25");
        var purchase = terminal.aPurchase(12_10);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = callers.submit(() -> terminal.send(purchase));
            Eventually.until("the network was asked", () -> network.holding() == 1);
            assertThat(terminal.reverse(purchase).getRecorded()).isTrue();
            Eventually.until("it was reversed", () -> network.holdingReversals() >= 1);
            network.holdsReversals(false);
            network.release();
            var outcome = waiting.get();
            Eventually.until(
                    "the approval arrived",
                    () -> service.steps(outcome),
                    it -> it.contains("LATE_ANSWER"));
            network.releaseReversals();

            service.reaches(outcome, "REVERSED");
            assertThat(network.heard(outcome.getRetrievalReference()))
                    .startsWith("0200", "0420")
                    .hasSizeGreaterThan(2);
        }
    }

    @Test
    void anOriginalThatComesAfterItsReversalIsNeverSent() {
        var purchase = terminal.aPurchase(13_00);
        var reversed = terminal.reverse(purchase);
        assertThat(reversed.getRecorded()).isTrue();
        assertThat(reversed.getScheme()).isNull();

        var late = terminal.send(purchase);

        assertThat(late.getResult()).isEqualTo(OutcomeResult.DECLINED);
        assertThat(late.getCause()).isEqualTo("REVERSED_BEFORE_ARRIVAL");
        assertThat(network.heard(late.getRetrievalReference())).isEmpty();
        assertThat(terminal.send(purchase).getRepeated()).isTrue();
        assertThat(terminal.reverse(purchase).getRepeated()).isTrue();
    }

    @Test
    void anotherAmountOrCardReversesNothing() {
        var purchase = terminal.aPurchase(14_00);
        var bought = terminal.send(purchase);
        var otherAmount =
                Terminal.reversalOf(purchase).amount(Money.of(14_01, Currency.getInstance("CNY")));
        var stranger = terminal.aPurchase(14_00).traceNumber(purchase.getTraceNumber());
        stranger.getCard().pan(Terminal.FOREIGN_CARD);

        var refused = terminal.reverse(otherAmount);
        assertThat(refused.getRecorded()).isFalse();
        assertThat(refused.getCause()).isEqualTo("REVERSAL_DIFFERS");
        assertThat(terminal.reverse(stranger).getCause()).isEqualTo("REVERSAL_DIFFERS");
        assertThat(service.state(bought)).isEqualTo("APPROVED");
        assertThat(service.steps(bought)).endsWith("REVERSAL_DIFFERS", "REVERSAL_DIFFERS");
        assertThat(service.get("/actuator/metrics/shoudan.reversal.differs", operator()).body())
                .contains("COUNT");
    }

    @Test
    void aDeclinedOriginalHasNothingToTakeBack() {
        var purchase = terminal.aPurchase(15_51);
        var declined = terminal.send(purchase);

        assertThat(terminal.reverse(purchase).getRecorded()).isTrue();
        assertThat(service.state(declined)).isEqualTo("DECLINED");
        assertThat(network.heard(declined.getRetrievalReference())).containsExactly("0200");
    }

    /// The batch is closed and stays as it is; the money is given back, and settlement hears of a
    /// compensating line.
    @Test
    void aCapturedPurchaseIsCompensated() {
        var purchase = terminal.aPurchase(16_00);
        var bought = terminal.send(purchase);
        terminal.settle(terminal.batch, Terminal.totals(16_00, 1, 0, 0), null);
        assertThat(service.state(bought)).isEqualTo("CAPTURED");

        assertThat(terminal.reverse(purchase).getRecorded()).isTrue();

        Eventually.until(
                "the network acknowledged",
                () -> service.steps(bought),
                it -> it.contains("REVERSAL_ACKNOWLEDGED"));
        assertThat(service.state(bought)).isEqualTo("CAPTURED");
        assertThat(service.events(bought)).endsWith("TransactionCaptured", "CaptureReversed");
        assertThat(network.heard(bought.getRetrievalReference())).containsExactly("0200", "0420");
        assertThat(terminal.reverse(purchase).getRepeated()).isTrue();
        var shown = shown(bought);
        assertThat(shown.getCaptureReversedOn()).isNotNull();
        assertThat(Objects.requireNonNull(shown.getCause()).getCode())
                .isEqualTo("TERMINAL_NO_ANSWER");
        assertThat(listed()).contains(shown);
    }

    @Test
    void aPaidPurchaseLooksLikeNoCompensatedOne() {
        var bought = terminal.send(terminal.aPurchase(16_10));
        terminal.settle(terminal.batch, Terminal.totals(16_10, 1, 0, 0), null);

        assertThat(shown(bought).getCaptureReversedOn()).isNull();
        assertThat(shown(bought).getCause()).isNull();
    }

    private Transaction shown(AuthorizationOutcome outcome) {
        return service.get("/v1/transactions/" + outcome.getTransactionId(), operator())
                .as(Transaction.class);
    }

    private List<Transaction> listed() {
        return service.get("/v1/transactions?terminalId=" + terminal.terminalId, operator())
                .as(TransactionPage.class)
                .getItems();
    }

    /// The network denied that it knows the original, and then says of it what is neither yes nor
    /// no: the issuer may hold the money after all.
    @Test
    void anUnclearAnswerAfterTheReversalWasDeniedIsReversed() {
        network.answersReversalsWith("25");
        network.answersWith("68");
        var bought = terminal.send(terminal.aPurchase(17_97));
        service.reaches(bought, "NOT_DONE");

        network.release();

        service.reaches(bought, "REVERSED");
        assertThat(service.steps(bought)).contains("LATE_ANSWER", "REVERSAL_ACKNOWLEDGED");
        assertThat(network.heard(bought.getRetrievalReference()))
                .containsExactly("0200", "0420", "0420");
    }

    @Test
    void anOriginalUnknownToTheNetworkCountsAsAcknowledged() {
        network.answersReversalsWith("25");
        var bought = terminal.send(terminal.aPurchase(17_98));

        service.reaches(bought, "NOT_DONE");
        assertThat(service.events(bought)).endsWith("TransactionNotDone");
    }

    @Test
    void aRefusedReversalIsRepeatedUntilAcknowledged() {
        network.answersReversalsWith("96", "91");
        var bought = terminal.send(terminal.aPurchase(18_98));

        service.reaches(bought, "REVERSED");
        assertThat(network.heard(bought.getRetrievalReference()))
                .containsExactly("0200", "0420", "0421", "0421");
    }

    /// A reversal that the network keeps refusing waits for a person, and the next one passes it.
    @Test
    void aPoisonedReversalIsPutAsideAndDelaysNobody() {
        network.answersReversalsWith("96", "96", "96");
        var poisoned = terminal.send(terminal.aPurchase(19_98));
        awaitPutAside(poisoned);
        var next = terminal.send(terminal.aPurchase(20_98));

        service.reaches(next, "REVERSED");
        assertThat(service.state(poisoned)).isEqualTo("REVERSAL_DUE");
        decide(poisoned, "RETRY");
        service.reaches(poisoned, "REVERSED");
    }

    @Test
    void aReversalThatIsNeverAnsweredIsPutAside() {
        network.ignoresReversals(true);
        var unanswered = terminal.send(terminal.aPurchase(25_98));
        awaitPutAside(unanswered);
        assertThat(service.steps(unanswered))
                .filteredOn("REVERSAL_SENT"::equals)
                .hasSizeGreaterThanOrEqualTo(5);
        network.ignoresReversals(false);

        decide(unanswered, "RETRY");
        service.reaches(unanswered, "REVERSED");
        assertThat(service.get("/actuator/metrics/shoudan.reversal.oldest", operator()).body())
                .contains("seconds");
    }

    /// Its card number can't be opened, so that no attempt gets as far as the network.
    @Test
    void aReversalThatCannotBeMadeIsPutAside() {
        var purchase = terminal.aPurchase(26_00);
        var bought = terminal.send(purchase);
        payment(bought, "pan_sealed = pan_sealed || '\\x00'");

        terminal.reverse(purchase);

        awaitPutAside(bought);
        payment(bought, "pan_sealed = substr(pan_sealed, 1, length(pan_sealed) - 1)");
        decide(bought, "RETRY");
        service.reaches(bought, "REVERSED");
    }

    /// Nothing is sent to what somebody switched off, and asking every second is no use. It counts
    /// for no attempt, and delays nobody.
    @Test
    void aReversalWhoseRouteIsClosedRestsTheLongerTheOlderItIs() {
        var issuer = "/v1/switches/ISSUER/VISA";
        var purchase = terminal.aPurchase(27_00);
        purchase.getCard().pan(Terminal.FOREIGN_CARD);
        var bought = terminal.send(purchase);
        service.put(issuer, operator(), "{\"open\":false,\"reason\":\"drill\"}");
        try {
            terminal.reverse(purchase);
            reversalOf(bought, "created_at = now() - interval '1 hour'");
            Eventually.until("it rests for long", () -> restSeconds(bought), it -> it > 20);
            var next = terminal.aPurchase(28_00);
            var healthy = terminal.send(next);
            terminal.reverse(next);
            service.reaches(healthy, "REVERSED");
        } finally {
            service.put(issuer, operator(), "{\"open\":true,\"reason\":\"over\"}");
        }
        reversalOf(bought, "next_attempt_at = now()");
        service.reaches(bought, "REVERSED");
        assertThat(service.steps(bought)).containsOnlyOnce("REVERSAL_SENT");
    }

    private void reversalOf(AuthorizationOutcome outcome, String change) {
        service.sql()
                .sql("update reversal set " + change + " where transaction_id = :id")
                .param("id", outcome.getTransactionId())
                .update();
    }

    private double restSeconds(AuthorizationOutcome outcome) {
        return service.sql()
                .sql(
                        """
                        select extract(epoch from next_attempt_at - now()) from reversal
                         where transaction_id = :id
                        """)
                .param("id", outcome.getTransactionId())
                .query(Double.class)
                .single();
    }

    /// The network's people confirmed it on the telephone; who said so stays in the timeline.
    @Test
    void aPersonEndsAReversalThatWasPutAside() {
        network.answersReversalsWith("96", "96", "96");
        var poisoned = terminal.send(terminal.aPurchase(21_98));
        awaitPutAside(poisoned);
        assertThat(service.get("/v1/quarantined-reversals", operator()).body())
                .contains(Objects.requireNonNull(poisoned.getTransactionId()).toString());

        decide(poisoned, "ACKNOWLEDGED");

        assertThat(service.state(poisoned)).isEqualTo("REVERSED");
        assertThat(service.steps(poisoned)).endsWith("REVERSAL_DECIDED", "REVERSAL_ACKNOWLEDGED");
        assertThat(service.get(timelineOf(poisoned), operator()).body())
                .contains("ACKNOWLEDGED by ", "case 4711");
        assertThat(service.get(timelineOf(poisoned), TestTokens.merchant(Stage.MERCHANT)).body())
                .contains("REVERSAL_DECIDED")
                .doesNotContain("case 4711");
        assertThat(decision(poisoned, operator(), "RETRY").status()).isEqualTo(404);
    }

    /// The longest of names and of reasons.
    @Test
    void whoDecidedWhatAndWhyFitsIntoTheTimeline() {
        network.answersReversalsWith("96", "96", "96");
        var poisoned = terminal.send(terminal.aPurchase(21_98));
        awaitPutAside(poisoned);

        var decided =
                service.post(
                        "/v1/quarantined-reversals/" + poisoned.getTransactionId(),
                        TestTokens.operator("o".repeat(64)),
                        "{\"decision\":\"ACKNOWLEDGED\",\"reason\":\"" + "r".repeat(120) + "\"}");

        assertThat(decided.status()).as(decided.body()).isEqualTo(204);
        assertThat(service.get(timelineOf(poisoned), operator()).body())
                .contains("o".repeat(64) + ": " + "r".repeat(120));
    }

    @Test
    void aReasonHoldsNoCardNumber() {
        var bought = terminal.send(terminal.aPurchase(25_00));
        var refused =
                service.post(
                        "/v1/quarantined-reversals/" + bought.getTransactionId(),
                        operator(),
                        "{\"decision\":\"RETRY\",\"reason\":\"card 6225 0000 0000 0014\"}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("\"reason\"").doesNotContain("0000 0014");
    }

    @Test
    void merchantsDecideNothingAboutReversals() {
        var merchant = TestTokens.merchant(Stage.MERCHANT);
        var bought = terminal.send(terminal.aPurchase(22_00));

        assertThat(service.get("/v1/quarantined-reversals", merchant).status()).isEqualTo(403);
        assertThat(decision(bought, merchant, "RETRY").status()).isEqualTo(403);
    }

    /// The cardholder has the money back by a refund; the whole purchase as well would be twice.
    @Test
    void aRefundedPurchaseIsNotReversedToo() {
        var purchase = terminal.aPurchase(23_00);
        var bought = terminal.send(purchase);
        terminal.send(terminal.aRefundOf(purchase, 3_00));

        assertThat(terminal.reverse(purchase).getRecorded()).isTrue();

        assertThat(service.steps(bought)).endsWith("REVERSAL_WITHHELD");
        assertThat(service.state(bought)).isEqualTo("APPROVED");
        assertThat(terminal.reverse(purchase).getRepeated()).isTrue();
        assertThat(network.heard(bought.getRetrievalReference())).containsExactly("0200");
        Eventually.until(
                "operators see it",
                () ->
                        service.get("/actuator/metrics/shoudan.reversal.withholding", operator())
                                .body()
                                .contains("\"value\":1"));
        // The rest goes back by another refund, not by the terminal's reversal.
        assertThat(terminal.send(terminal.aRefundOf(purchase, 20_00)).getResult())
                .isEqualTo(OutcomeResult.APPROVED);
    }

    /// The terminal was answered 00 and dropped the purchase. Our record stands: its batch closes
    /// with the purchase in it, and settlement is told what the terminal has.
    @Test
    void theBatchOfAPurchaseWhoseReversalIsWithheldClosesFromOurRecords() {
        var purchase = terminal.aPurchase(23_10);
        var bought = terminal.send(purchase);
        var refund = terminal.aRefundOf(purchase, 3_10);
        terminal.send(refund);
        terminal.reverse(purchase);

        var settled = terminal.settle(terminal.batch, Terminal.totals(0, 0, 3_10, 1), null);
        assertThat(settled.getDomesticBalanced()).isFalse();
        assertThat(Objects.requireNonNull(settled.getDomestic()).getDebitMinor()).isEqualTo(23_10);
        terminal.upload("000900", refund);
        terminal.endUpload("000901", 1);

        service.reaches(bought, "CAPTURED");
        assertThat(service.events(terminal.terminalId + "/" + terminal.batch))
                .containsExactly("BatchUploadReceived", "BatchUploadEnded", "BatchClosed");
    }

    /// The void gave the money back; the purchase is approved again when its void is reversed, and
    /// the terminal was told that the purchase itself is.
    @Test
    void aReversalOfAVoidedPurchaseIsCarriedOutWhenTheVoidIsReversed() {
        var purchase = terminal.aPurchase(29_00);
        var bought = terminal.send(purchase);
        var aVoid = terminal.aVoidOf(purchase);
        terminal.send(aVoid);
        assertThat(service.state(bought)).isEqualTo("VOIDED");

        assertThat(terminal.reverse(purchase).getRecorded()).isTrue();
        assertThat(service.steps(bought)).endsWith("REVERSAL_WITHHELD");
        terminal.reverse(aVoid);

        service.reaches(bought, "REVERSED");
        assertThat(service.steps(bought)).containsSubsequence("VOID_REVERSED", "REVERSAL_SENT");
    }

    /// The refund was still on its way when the reversal came, and is declined: nothing holds the
    /// reversal back any more.
    @Test
    void aReversalIsCarriedOutWhenTheRefundComesToNothing() throws Exception {
        var purchase = terminal.aPurchase(24_00);
        var bought = terminal.send(purchase);
        network.plays(_ -> ScriptedNetwork.Play.HOLD);
        network.answersWith("61");
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var refund = callers.submit(() -> terminal.send(terminal.aRefundOf(purchase, 24_00)));
            Eventually.until("the refund is on its way", () -> network.holding() == 1);
            assertThat(terminal.reverse(purchase).getRecorded()).isTrue();
            assertThat(service.steps(bought)).endsWith("REVERSAL_WITHHELD");
            network.release();

            assertThat(refund.get().getResult()).isEqualTo(OutcomeResult.DECLINED);
            service.reaches(bought, "REVERSED");
        }
    }

    /// A row that can't be read is one row's trouble, however early it stands in line.
    @Test
    void aWithheldReversalThatFailsHoldsUpNoOther() {
        var first = withheld(30_00);
        var second = withheld(31_00);
        payment(first, "refunded_minor = 0, currency = 'QQQ'");
        payment(second, "refunded_minor = 0");

        service.reaches(second, "REVERSED");
        assertThat(service.state(first)).isEqualTo("APPROVED");

        payment(first, "currency = 'CNY'");
        service.reaches(first, "REVERSED");
    }

    /// A purchase that was refunded in part, with its reversal withheld.
    private AuthorizationOutcome withheld(long minorUnits) {
        var purchase = terminal.aPurchase(minorUnits);
        var bought = terminal.send(purchase);
        terminal.send(terminal.aRefundOf(purchase, 1_00));
        terminal.reverse(purchase);
        assertThat(service.steps(bought)).endsWith("REVERSAL_WITHHELD");
        return bought;
    }

    private void payment(AuthorizationOutcome outcome, String change) {
        service.sql()
                .sql("update transaction set " + change + " where id = :id")
                .param("id", outcome.getTransactionId())
                .update();
    }

    private void decide(AuthorizationOutcome outcome, String decision) {
        assertThat(decision(outcome, operator(), decision).status()).isEqualTo(204);
    }

    private RunningService.Reply decision(
            AuthorizationOutcome outcome, String token, String decision) {
        return service.post(
                "/v1/quarantined-reversals/" + outcome.getTransactionId(),
                token,
                "{\"decision\":\"" + decision + "\",\"reason\":\"case 4711\"}");
    }

    private static String timelineOf(AuthorizationOutcome outcome) {
        return "/v1/transactions/" + outcome.getTransactionId() + "/timeline";
    }

    private static String operator() {
        return TestTokens.operator();
    }

    private void awaitPutAside(AuthorizationOutcome payment) {
        Eventually.until(
                "it is put aside",
                () -> service.steps(payment),
                it -> it.contains("REVERSAL_QUARANTINED"));
    }
}
