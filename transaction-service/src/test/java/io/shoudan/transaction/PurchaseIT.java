package io.shoudan.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.contracts.Money;
import io.shoudan.contracts.transaction.model.AuthorizationOutcome;
import io.shoudan.contracts.transaction.model.Card;
import io.shoudan.contracts.transaction.model.OutcomeResult;
import io.shoudan.contracts.transaction.model.Transaction;
import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.platform.testing.Eventually;
import io.shoudan.platform.testing.TestTokens;
import java.time.Duration;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the cashier hears, what the network is told and what we keep, for everything that can
/// happen to one purchase. The network is a script behind a real socket; the database is a real
/// PostgreSQL, because its guards and conflicts are half of what is tested.
class PurchaseIT {

    private final RunningService service = Stage.service();
    private final ScriptedNetwork network = Stage.network();
    private final Terminal terminal = Stage.newTerminal();

    @AfterEach
    void everyTransitionHasItsStepAndItsEvent() {
        assertThat(service.contradictions()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            textBlock =
                    """
            what happens          | amount | hears    | cause              | network   | end
            the issuer approves   | 1000   | APPROVED |                    | 0200      | APPROVED
            no funds              | 1051   | DECLINED | INSUFFICIENT_FUNDS | 0200      | DECLINED
            the PIN is wrong      | 1055   | DECLINED | WRONG_PIN          | 0200      | DECLINED
            the issuer is away    | 1091   | DECLINED | ISSUER_UNAVAILABLE | 0200      | DECLINED
            nobody answers        | 1098   | UNKNOWN  | NETWORK_NO_REPLY   | 0200 0420 | REVERSED
            the echo is another's | 1099   | UNKNOWN  | NETWORK_NO_REPLY   | 0200 0420 | REVERSED
            the amount is zero    | 0      | DECLINED | AMOUNT_ZERO        |           | DECLINED
            """)
    void everyoneHearsTheSameStory(
            String happening,
            long amount,
            OutcomeResult hears,
            String cause,
            String networkHears,
            String end) {
        var outcome = terminal.send(terminal.aPurchase(amount));

        assertThat(outcome.getResult()).isEqualTo(hears);
        assertThat(outcome.getCause()).isEqualTo(cause);
        service.reaches(outcome, end);
        assertThat(network.heard(outcome.getRetrievalReference()))
                .containsExactlyElementsOf(
                        networkHears == null ? List.of() : List.of(networkHears.split(" ")));
    }

    /// Its own time-out, a code that nobody defined: money may be held.
    @ParameterizedTest
    @ValueSource(strings = {"98", "10", "Z1"})
    void anAnswerThatSaysNeitherIsReversed(String code) {
        network.answersWith(code);
        var outcome = terminal.send(terminal.aPurchase(14_00));

        assertThat(outcome.getResult()).isEqualTo(OutcomeResult.UNKNOWN);
        assertThat(outcome.getCause()).isEqualTo("NETWORK_ANSWER_UNCLEAR");
        service.reaches(outcome, "REVERSED");
        assertThat(service.steps(outcome)).contains("ANSWER_UNCLEAR");
    }

    /// What the network holds against us the terminal must not take for a word about itself.
    @ParameterizedTest
    @CsvSource({
        "A0, NETWORK_REFUSED_MESSAGE",
        "77, NETWORK_REFUSED_MESSAGE",
        "99, NETWORK_REFUSED_MESSAGE",
        "97, TERMINAL_UNKNOWN_TO_NETWORK"
    })
    void theNetworksTroubleWithUsIsKeptAndExplained(String code, String cause) {
        network.answersWith(code);
        var outcome = terminal.send(terminal.aPurchase(16_00));

        assertThat(outcome.getResult()).isEqualTo(OutcomeResult.DECLINED);
        assertThat(outcome.getCause()).isEqualTo(cause);
        assertThat(outcome.getIssuerResponseCode()).isEqualTo(code);
        var story =
                service.get("/v1/transactions/" + outcome.getTransactionId(), TestTokens.operator())
                        .as(Transaction.class);
        assertThat(story.getResponseCode()).isEqualTo("96");
        assertThat(Objects.requireNonNull(story.getCause()).getCode()).isEqualTo(cause);
    }

    @Test
    void anotherCodeOfApprovalIsAnApproval() {
        network.answersWith("A2");

        assertThat(terminal.send(terminal.aPurchase(15_00)).getResult())
                .isEqualTo(OutcomeResult.APPROVED);
    }

    @Test
    void anApprovalCarriesWhatTheSlipNeeds() {
        var outcome = terminal.send(terminal.aPurchase(12_34));

        assertThat(outcome.getAuthorizationCode()).matches("[0-9]{6}");
        assertThat(outcome.getRetrievalReference()).matches("[0-9]{12}");
        assertThat(outcome.getAcquirerCode()).isEqualTo("00098310");
        assertThat(outcome.getIssuerCode()).isEqualTo("03080000");
        assertThat(outcome.getScheme()).isEqualTo("CUP");
        assertThat(outcome.getBusinessDate()).isNotNull();
        assertThat(outcome.getRepeated()).isFalse();
    }

    /// The reversal of an unanswered purchase is in the commit that makes it unknown, and what the
    /// terminal was told stays 98 whatever becomes of it.
    @Test
    void anUnansweredPurchaseIsReversedOnceAndTellsSo() {
        var purchase = terminal.aPurchase(20_98);
        var outcome = terminal.send(purchase);
        service.reaches(outcome, "REVERSED");

        assertThat(service.steps(outcome))
                .containsExactly(
                        "RECEIVED",
                        "SENT_TO_NETWORK",
                        "NO_REPLY",
                        "REVERSAL_SENT",
                        "REVERSAL_ACKNOWLEDGED");
        assertThat(service.events(outcome))
                .containsExactly(
                        "TransactionSent",
                        "TransactionOutcomeUnknown",
                        "TransactionReversalDue",
                        "TransactionReversed");
        var again = terminal.send(purchase);
        assertThat(again.getResult()).isEqualTo(OutcomeResult.UNKNOWN);
        assertThat(again.getCause()).isEqualTo("NETWORK_NO_REPLY");
        assertThat(again.getRepeated()).isTrue();
    }

    /// The approval comes after the reversal was acknowledged: recorded, not told, reversed again.
    @Test
    void aLateApprovalIsReversedAndNeverTold() {
        var purchase = terminal.aPurchase(30_97);
        var outcome = terminal.send(purchase);
        service.reaches(outcome, "REVERSED");

        network.release();

        Eventually.until(
                "the second reversal is acknowledged",
                () -> service.steps(outcome),
                it -> it.stream().filter("REVERSAL_ACKNOWLEDGED"::equals).count() == 2);
        service.reaches(outcome, "REVERSED");
        assertThat(service.steps(outcome)).contains("LATE_ANSWER");
        assertThat(network.heard(outcome.getRetrievalReference()))
                .containsExactly("0200", "0420", "0420");
        assertThat(terminal.send(purchase).getResult()).isEqualTo(OutcomeResult.UNKNOWN);
    }

    @Test
    void aWrongEchoIsRecordedAndTheRightAnswerStillCounts() {
        network.plays(_ -> ScriptedNetwork.Play.ECHO_WRONGLY_FIRST);
        var outcome = terminal.send(terminal.aPurchase(41_00));

        assertThat(outcome.getResult()).isEqualTo(OutcomeResult.APPROVED);
        Eventually.until(
                "the wrong echo is in the timeline",
                () -> service.steps(outcome),
                it -> it.contains("WRONG_ECHO"));
        assertThat(service.state(outcome)).isEqualTo("APPROVED");
    }

    @Test
    void aWrongEchoAloneApprovesNothing() {
        network.plays(_ -> ScriptedNetwork.Play.ECHO_WRONGLY);
        var outcome = terminal.send(terminal.aPurchase(40_00));

        assertThat(outcome.getResult()).isEqualTo(OutcomeResult.UNKNOWN);
        Eventually.until(
                "the wrong echo is in the timeline",
                () -> service.steps(outcome),
                it -> it.contains("WRONG_ECHO"));
    }

    @Test
    void aRepeatHearsTheFirstAnswerAgain() {
        var purchase = terminal.aPurchase(50_00);
        var first = terminal.send(purchase);
        var again = terminal.send(purchase);

        assertThat(again.getRepeated()).isTrue();
        assertThat(again.repeated(false)).isEqualTo(first);
        assertThat(network.heard(first.getRetrievalReference())).containsExactly("0200");
    }

    /// A terminal that reuses a trace for another amount is broken or under attack. The first
    /// outcome would tell the cashier that the wrong amount was approved.
    @Test
    void theSameIdentityWithOtherContentIsRefused() {
        var purchase = terminal.aPurchase(60_00);
        terminal.send(purchase);

        var other = purchase.amount(Money.of(99_00, Currency.getInstance("CNY")));
        var refused = terminal.send(other);

        assertThat(refused.getResult()).isEqualTo(OutcomeResult.REFUSED);
        assertThat(refused.getCause()).isEqualTo("IDENTITY_CONFLICT");
        assertThat(refused.getTransactionId()).isNull();
    }

    /// The card that is charged is field 2's, whatever the track says.
    @Test
    void theSameIdentityWithAnotherCardAndTheSameTrackIsRefused() {
        var purchase = terminal.aPurchase(61_00);
        var track = purchase.getCard().getPan() + "D4912201";
        terminal.send(purchase.card(purchase.getCard().trackTwo(track)));

        var other = new Card(Terminal.FOREIGN_CARD, "022").expiry("4912").trackTwo(track);
        var refused = terminal.send(purchase.card(other));

        assertThat(refused.getCause()).isEqualTo("IDENTITY_CONFLICT");
    }

    /// A repeat after a new sign-on has another PIN block; that is no other content.
    @Test
    void anotherPinBlockIsNoOtherContent() {
        var purchase = terminal.aPurchase(61_00);
        var first = terminal.send(purchase);
        purchase.getCard().pinBlock("0123456789ABCDEF").pinCaptureCode("12");

        assertThat(terminal.send(purchase).getTransactionId()).isEqualTo(first.getTransactionId());
    }

    /// Transmissions of one request race; the network is asked once and all hear the same.
    @Test
    void concurrentRepeatsReachTheNetworkOnce() throws Exception {
        network.plays(_ -> ScriptedNetwork.Play.HOLD);
        var purchase = terminal.aPurchase(70_00);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls =
                    IntStream.range(0, 8)
                            .mapToObj(
                                    _ ->
                                            (Callable<AuthorizationOutcome>)
                                                    () -> terminal.send(purchase))
                            .map(callers::submit)
                            .toList();
            Eventually.until("the network was asked", () -> network.holding() == 1);
            network.release();

            var references = new HashSet<String>();
            for (var call : calls) {
                assertThat(call.get().getResult()).isEqualTo(OutcomeResult.APPROVED);
                references.add(call.get().getRetrievalReference());
            }
            assertThat(references)
                    .singleElement()
                    .satisfies(it -> assertThat(network.heard(it)).containsExactly("0200"));
        }
    }

    /// Without an outcome in time the caller must not make one up.
    @Test
    void aRepeatOfAnOpenPurchaseIsNotAnsweredBeforeItsOutcome() {
        network.plays(_ -> ScriptedNetwork.Play.HOLD);
        var purchase = terminal.aPurchase(71_00);
        Thread.ofVirtual().start(() -> terminal.post(purchase));
        Eventually.until("the network was asked", () -> network.holding() == 1);

        var reply = service.internal("/internal/v1/transactions", purchase, Duration.ofMillis(200));

        assertThat(reply.status()).isEqualTo(504);
        assertThat(reply.body()).contains("deadline-exceeded");
        network.release();
    }

    @Test
    void anotherBatchNumberIsRefusedAndLeavesNoTrace() {
        var purchase = terminal.aPurchase(80_00).batchNumber("000999");
        var refused = terminal.send(purchase);

        assertThat(refused.getResult()).isEqualTo(OutcomeResult.REFUSED);
        assertThat(refused.getCause()).isEqualTo("BATCH_CLOSED");
        assertThat(terminal.send(purchase.batchNumber(terminal.batch)).getResult())
                .isEqualTo(OutcomeResult.APPROVED);
    }

    @Test
    void fieldsTwelveAndThirteenAreTheCellsTime() {
        assertThat(terminal.post(terminal.aPurchase(13_00)).body())
                .containsPattern("\"hostTime\":\"[^\"]*[+]08:00\"");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "622500000000001, CARD_NUMBER_INVALID", // its check digit is missing
        "62250000014,     CARD_NUMBER_INVALID", // too short
    })
    void numbersThatAreNoCards(String pan, String cause) {
        var outcome = terminal.send(terminal.request(TransactionKind.PURCHASE, 10_00, pan));

        assertThat(outcome.getResult()).isEqualTo(OutcomeResult.DECLINED);
        assertThat(outcome.getCause()).isEqualTo(cause);
        assertThat(service.state(outcome)).isEqualTo("DECLINED");
    }

    @Test
    void aBalanceInquiryShowsTheBalanceAndAgainToItsRepeat() {
        var inquiry = terminal.request(TransactionKind.BALANCE_INQUIRY, 0, Terminal.CARD);
        var first = terminal.send(inquiry);
        var again = terminal.send(inquiry);

        assertThat(first.getBalance())
                .isNotNull()
                .extracting(it -> it.getAmount().minorUnits())
                .isEqualTo(123_45L);
        assertThat(again.getBalance()).isEqualTo(first.getBalance());
    }

    /// Nothing is held by an inquiry, so there is nothing to reverse.
    @Test
    void anUnansweredInquiryIsJust98() {
        network.plays(_ -> ScriptedNetwork.Play.STAY_SILENT);
        var outcome =
                terminal.send(terminal.request(TransactionKind.BALANCE_INQUIRY, 0, Terminal.CARD));

        assertThat(outcome.getCause()).isEqualTo("NETWORK_NO_REPLY");
        assertThat(service.state(outcome)).isEqualTo("DECLINED");
        assertThat(network.heard(outcome.getRetrievalReference())).containsExactly("0200");
    }

    /// Half-way through the exchange the connection goes: the issuer may hold the money.
    @Test
    void aConnectionThatBreaksAfterSendingLeavesTheOutcomeUnknown() {
        network.plays(_ -> ScriptedNetwork.Play.HANG_UP);
        var outcome = terminal.send(terminal.aPurchase(90_00));
        network.plays(ScriptedNetwork::byAmount);

        assertThat(outcome.getResult()).isEqualTo(OutcomeResult.UNKNOWN);
        service.reaches(outcome, "REVERSED");
        service.signedOn();
    }
}
