package io.shoudan.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.contracts.Money;
import io.shoudan.contracts.transaction.model.AuthorizationOutcome;
import io.shoudan.contracts.transaction.model.AuthorizationRequest;
import io.shoudan.contracts.transaction.model.OriginalReference;
import io.shoudan.contracts.transaction.model.OutcomeResult;
import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.platform.testing.Eventually;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Voids and refunds hold a claim on their original from their intent on, and give it back when
/// they come to nothing (money rule 6).
class VoidAndRefundIT {

    private static final Currency CNY = Currency.getInstance("CNY");

    private final RunningService service = Stage.service();
    private final ScriptedNetwork network = Stage.network();
    private final Terminal terminal = Stage.newTerminal();
    private final AuthorizationRequest purchase = terminal.aPurchase(100_00);
    private final AuthorizationOutcome bought = terminal.send(purchase);

    @AfterEach
    void everyTransitionHasItsStepAndItsEvent() {
        assertThat(service.contradictions()).isEmpty();
    }

    @Test
    void aVoidTakesItsPurchaseBack() {
        var outcome = terminal.send(terminal.aVoidOf(purchase));

        assertThat(outcome.getResult()).isEqualTo(OutcomeResult.APPROVED);
        assertThat(service.state(bought)).isEqualTo("VOIDED");
        assertThat(service.events(bought))
                .containsExactly("TransactionSent", "TransactionApproved", "TransactionVoided");
    }

    @Test
    void aVoidedPurchaseCannotBeVoidedOrRefunded() {
        terminal.send(terminal.aVoidOf(purchase));

        assertThat(terminal.send(terminal.aVoidOf(purchase)).getCause())
                .isEqualTo("ORIGINAL_STATE");
        assertThat(terminal.send(terminal.aRefundOf(purchase, 1_00)).getCause())
                .isEqualTo("ORIGINAL_STATE");
    }

    @Test
    void aDeclinedVoidGivesItsClaimBack() {
        network.plays(_ -> ScriptedNetwork.Play.DECLINE);
        var declined = terminal.send(terminal.aVoidOf(purchase));
        network.plays(ScriptedNetwork::byAmount);

        assertThat(declined.getCause()).isEqualTo("ISSUER_DECLINED");
        assertThat(declined.getIssuerResponseCode()).isEqualTo("05");
        assertThat(service.state(bought)).isEqualTo("APPROVED");
        assertThat(terminal.send(terminal.aVoidOf(purchase)).getResult())
                .isEqualTo(OutcomeResult.APPROVED);
    }

    /// Whether the void happened is unknown until its reversal is acknowledged; only then may
    /// somebody else have the purchase.
    @Test
    void anUnansweredVoidKeepsItsClaimUntilItsReversalIsAcknowledged() {
        network.plays(_ -> ScriptedNetwork.Play.STAY_SILENT);
        network.ignoresReversals(true);
        var lost = terminal.send(terminal.aVoidOf(purchase));
        network.plays(ScriptedNetwork::byAmount);

        assertThat(lost.getResult()).isEqualTo(OutcomeResult.UNKNOWN);
        assertThat(terminal.send(terminal.aRefundOf(purchase, 1_00)).getCause())
                .isEqualTo("ORIGINAL_STATE");

        network.ignoresReversals(false);
        service.reaches(lost, "REVERSED");
        assertThat(service.state(bought)).isEqualTo("APPROVED");
        assertThat(terminal.send(terminal.aVoidOf(purchase)).getResult())
                .isEqualTo(OutcomeResult.APPROVED);
    }

    @Test
    void aReversedVoidLetsItsPurchaseStandAgain() {
        var voiding = terminal.aVoidOf(purchase);
        var voided = terminal.send(voiding);
        assertThat(terminal.reverse(voiding).getRecorded()).isTrue();

        service.reaches(voided, "REVERSED");
        assertThat(service.state(bought)).isEqualTo("APPROVED");
        assertThat(service.events(bought))
                .containsSubsequence("TransactionVoided", "TransactionVoidReversed");
    }

    @Test
    void aVoidOfAnotherTerminalsPurchaseFindsNothing() {
        var other = Stage.newTerminal();
        var reference = new OriginalReference().retrievalReference(bought.getRetrievalReference());
        var stranger =
                other.request(TransactionKind.VOID, 100_00, Terminal.CARD).original(reference);

        assertThat(other.send(stranger).getCause()).isEqualTo("ORIGINAL_NOT_FOUND");
        assertThat(service.state(bought)).isEqualTo("APPROVED");
    }

    @Test
    void aVoidRepeatsAmountAndCard() {
        var otherAmount = terminal.aVoidOf(purchase).amount(Money.of(99_00, CNY));
        var otherCard = terminal.aVoidOf(purchase);
        otherCard.getCard().pan(Terminal.FOREIGN_CARD);

        assertThat(terminal.send(otherAmount).getCause()).isEqualTo("AMOUNT_DIFFERS_FROM_ORIGINAL");
        assertThat(terminal.send(otherCard).getCause()).isEqualTo("CARD_DIFFERS_FROM_ORIGINAL");
    }

    @Test
    void refundsNeverExceedTheOriginalInSum() {
        var first = terminal.send(terminal.aRefundOf(purchase, 60_00));
        var tooMuch = terminal.send(terminal.aRefundOf(purchase, 40_01));
        var rest = terminal.send(terminal.aRefundOf(purchase, 40_00));

        assertThat(first.getResult()).isEqualTo(OutcomeResult.APPROVED);
        assertThat(tooMuch.getCause()).isEqualTo("AMOUNT_DIFFERS_FROM_ORIGINAL");
        assertThat(rest.getResult()).isEqualTo(OutcomeResult.APPROVED);
        assertThat(network.heard(tooMuch.getRetrievalReference())).isEmpty();
        assertThat(network.heard(rest.getRetrievalReference())).containsExactly("0220");
    }

    @Test
    void anUnansweredRefundKeepsItsShareUntilItsReversalIsAcknowledged() {
        network.plays(_ -> ScriptedNetwork.Play.STAY_SILENT);
        network.ignoresReversals(true);
        var lost = terminal.send(terminal.aRefundOf(purchase, 60_00));
        network.plays(ScriptedNetwork::byAmount);

        assertThat(terminal.send(terminal.aRefundOf(purchase, 60_00)).getCause())
                .isEqualTo("AMOUNT_DIFFERS_FROM_ORIGINAL");

        network.ignoresReversals(false);
        service.reaches(lost, "REVERSED");
        assertThat(terminal.send(terminal.aRefundOf(purchase, 100_00)).getResult())
                .isEqualTo(OutcomeResult.APPROVED);
    }

    /// Reversed, approved late, reversed again: the share that it held is given back once.
    @Test
    void aRefundThatIsReversedTwiceGivesItsShareBackOnce() {
        network.plays(_ -> ScriptedNetwork.Play.HOLD);
        var late = terminal.send(terminal.aRefundOf(purchase, 60_00));
        network.plays(ScriptedNetwork::byAmount);
        service.reaches(late, "REVERSED");
        var second = terminal.send(terminal.aRefundOf(purchase, 70_00));
        network.release();

        Eventually.until(
                "it was reversed again",
                () -> service.steps(late),
                it -> it.stream().filter("REVERSAL_ACKNOWLEDGED"::equals).count() == 2);
        service.reaches(late, "REVERSED");
        assertThat(second.getResult()).isEqualTo(OutcomeResult.APPROVED);
        assertThat(terminal.send(terminal.aRefundOf(purchase, 30_01)).getCause())
                .isEqualTo("AMOUNT_DIFFERS_FROM_ORIGINAL");
        assertThat(terminal.send(terminal.aRefundOf(purchase, 30_00)).getResult())
                .isEqualTo(OutcomeResult.APPROVED);
    }

    @Test
    void aRefundAtAnotherTerminalNamesTheReference() {
        var other = Stage.newTerminal();
        var refund =
                other.request(TransactionKind.REFUND, 5_00, Terminal.CARD)
                        .original(
                                new OriginalReference()
                                        .retrievalReference(bought.getRetrievalReference()));

        assertThat(other.send(refund).getResult()).isEqualTo(OutcomeResult.APPROVED);
    }

    @Test
    void referencesThatDisagreeFindNothing() {
        var another = terminal.send(terminal.aPurchase(30_00));
        var refund =
                terminal.aRefundOf(purchase, 1_00)
                        .original(
                                Terminal.naming(purchase)
                                        .retrievalReference(another.getRetrievalReference()));
        var wrongDay =
                terminal.aRefundOf(purchase, 1_00).original(Terminal.naming(purchase).date("0230"));

        assertThat(terminal.send(refund).getCause()).isEqualTo("ORIGINAL_NOT_FOUND");
        assertThat(terminal.send(wrongDay).getCause()).isEqualTo("ORIGINAL_NOT_FOUND");
    }

    /// The cashier has both from the receipt: one of them is of another purchase.
    @Test
    void anotherAuthorizationCodeFindsNothing() {
        var wrong =
                terminal.aVoidOf(purchase)
                        .original(Terminal.naming(purchase).authorizationCode("ZZZZZZ"));
        var right =
                terminal.aVoidOf(purchase)
                        .original(
                                Terminal.naming(purchase)
                                        .authorizationCode(bought.getAuthorizationCode()));

        assertThat(terminal.send(wrong).getCause()).isEqualTo("ORIGINAL_NOT_FOUND");
        assertThat(terminal.send(right).getResult()).isEqualTo(OutcomeResult.APPROVED);
    }

    @Test
    void anotherMerchantsPurchaseIsNotFound() {
        var stranger = Stage.newTerminal("898310058120002");
        var refund =
                stranger.request(TransactionKind.REFUND, 1_00, Terminal.CARD)
                        .original(
                                new OriginalReference()
                                        .retrievalReference(bought.getRetrievalReference()));

        assertThat(stranger.send(refund).getCause()).isEqualTo("ORIGINAL_NOT_FOUND");
    }

    /// All of them pass the rules, which look without a lock; one claim wins.
    @Test
    void ofRacingVoidsOneReachesTheNetwork() throws Exception {
        var voids = new ArrayList<AuthorizationRequest>();
        for (int i = 0; i < 6; i++) {
            voids.add(terminal.aVoidOf(purchase));
        }
        var outcomes = atOnce(voids);

        assertThat(outcomes)
                .extracting(AuthorizationOutcome::getResult)
                .containsOnlyOnce(OutcomeResult.APPROVED);
        assertThat(
                        outcomes.stream()
                                .filter(it -> !network.heard(it.getRetrievalReference()).isEmpty()))
                .hasSize(1);
    }

    @Test
    void racingRefundsStayWithinTheOriginal() throws Exception {
        var refunds = new ArrayList<AuthorizationRequest>();
        for (int i = 0; i < 6; i++) {
            refunds.add(terminal.aRefundOf(purchase, 40_00));
        }
        var outcomes = atOnce(refunds);

        assertThat(outcomes).filteredOn(it -> it.getResult() == OutcomeResult.APPROVED).hasSize(2);
    }

    /// The purchase is reversed while the void is on its way: the void must not stand either.
    @Test
    void aVoidWhoseOriginalWasReversedMeanwhileIsUndone() throws Exception {
        network.plays(
                it ->
                        it.mti().equals("0200")
                                ? ScriptedNetwork.Play.HOLD
                                : ScriptedNetwork.Play.ANSWER);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var voiding = callers.submit(() -> terminal.send(terminal.aVoidOf(purchase)));
            Eventually.until("the void is on its way", () -> network.holding() == 1);
            terminal.reverse(purchase);
            network.release();

            var outcome = voiding.get();
            assertThat(outcome.getResult()).isEqualTo(OutcomeResult.UNKNOWN);
            service.reaches(outcome, "REVERSED");
            service.reaches(bought, "REVERSED");
        }
    }

    private List<AuthorizationOutcome> atOnce(List<AuthorizationRequest> requests)
            throws Exception {
        var outcomes = new ArrayList<AuthorizationOutcome>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Callable<AuthorizationOutcome>>();
            requests.forEach(it -> calls.add(() -> terminal.send(it)));
            for (var call : callers.invokeAll(calls)) {
                outcomes.add(call.get());
            }
        }
        return outcomes;
    }
}
