package io.shoudan.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.contracts.event.BindingChanged;
import io.shoudan.contracts.merchant.model.BindingStatus;
import io.shoudan.contracts.transaction.model.AuthorizationOutcome;
import io.shoudan.contracts.transaction.model.OutcomeResult;
import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.platform.testing.TestTokens;
import io.shoudan.transaction.merchant.Merchants;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What we refuse although the request is sound and the issuer might approve.
class PolicyIT {

    private final RunningService service = Stage.service();
    private final ScriptedNetwork network = Stage.network();
    private final Terminal terminal = Stage.newTerminal();

    @AfterEach
    void everyTransitionHasItsStepAndItsEvent() {
        assertThat(service.contradictions()).isEmpty();
    }

    @Test
    void onePurchaseMayReachItsLimitButNotPassIt() {
        limit(terminal, 100_00L, null, null);

        assertThat(buy(terminal, 100_00)).isEqualTo("APPROVED");
        var tooMuch = terminal.send(terminal.aPurchase(100_01));
        assertThat(tooMuch.getCause()).isEqualTo("AMOUNT_LIMIT_EXCEEDED");
        assertThat(network.heard(tooMuch.getRetrievalReference())).isEmpty();
        assertThat(service.state(tooMuch)).isEqualTo("DECLINED");
        assertThat(detail(tooMuch)).isEqualTo("amount limit 100.00 CNY");
    }

    /// The merchant reads in the timeline what the terminal can't be told.
    @Test
    void aMerchantReadsTheLimitWhatIsUsedAndWhenItResets() {
        limit(terminal, null, 100_00L, null);
        buy(terminal, 99_00);

        var reply = terminal.post(terminal.aPurchase(1_01));
        assertThat(reply.body()).contains("AMOUNT_LIMIT_EXCEEDED").doesNotContain("99.00");
        var declined = reply.as(AuthorizationOutcome.class);
        var timeline =
                service.get(
                        "/v1/transactions/" + declined.getTransactionId() + "/timeline",
                        TestTokens.merchant(Stage.MERCHANT));
        assertThat(timeline.body())
                .containsPattern(
                        "daily amount limit 100.00 CNY, used 99.00 CNY,"
                                + " resets [0-9]{4}-[0-9]{2}-[0-9]{2} 23:00");
    }

    /// What the merchant isn't paid for doesn't use its limit up, whatever ended it.
    @Test
    void onlyWhatIsPaidUsesADaysLimitUp() {
        limit(terminal, null, 100_00L, 2);
        buy(terminal, 90_51); // No funds.
        service.reaches(terminal.send(terminal.aPurchase(90_98)), "REVERSED");
        var purchase = terminal.aPurchase(90_00);
        assertThat(terminal.send(purchase).getResult()).isEqualTo(OutcomeResult.APPROVED);
        assertThat(buy(terminal, 10_01)).isEqualTo("AMOUNT_LIMIT_EXCEEDED");

        terminal.send(terminal.aVoidOf(purchase));

        assertThat(buy(terminal, 10_01)).isEqualTo("APPROVED");
        assertThat(buy(terminal, 80_00)).isEqualTo("APPROVED");
        assertThat(buy(terminal, 1_00)).isEqualTo("COUNT_LIMIT_EXCEEDED");
    }

    @Test
    void whatBringsAMerchantNoMoneyHasNoLimit() {
        limit(terminal, 50_00L, 50_00L, 1);
        var purchase = terminal.aPurchase(50_00);
        terminal.send(purchase);
        assertThat(buy(terminal, 1_00)).isEqualTo("AMOUNT_LIMIT_EXCEEDED");

        var inquiry = terminal.request(TransactionKind.BALANCE_INQUIRY, 0, Terminal.CARD);
        assertThat(terminal.send(inquiry).getResult()).isEqualTo(OutcomeResult.APPROVED);
        assertThat(terminal.send(terminal.aRefundOf(purchase, 50_00)).getResult())
                .isEqualTo(OutcomeResult.APPROVED);
    }

    @Test
    void aDaysLimitOutlivesTheBatch() {
        limit(terminal, null, null, 1);
        buy(terminal, 10_00);
        terminal.settle(terminal.batch, Terminal.totals(10_00, 1, 0, 0), null);
        terminal.signOn();

        assertThat(buy(terminal, 10_00)).isEqualTo("COUNT_LIMIT_EXCEEDED");
    }

    /// Each alone would fit. The one that counts second must see the first.
    @Test
    void purchasesAtOnceKeepWithinADaysLimit() throws Exception {
        limit(terminal, null, 100_00L, null);
        var purchases =
                IntStream.range(0, 12)
                        .mapToObj(_ -> terminal.aPurchase(30_00))
                        .map(it -> (Callable<String>) () -> told(terminal.send(it)))
                        .toList();

        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var told =
                    callers.invokeAll(purchases).stream()
                            .collect(
                                    Collectors.groupingBy(
                                            it -> it.resultNow(), Collectors.counting()));
            assertThat(told).isEqualTo(Map.of("APPROVED", 3L, "AMOUNT_LIMIT_EXCEEDED", 9L));
        }
    }

    @Test
    void limitsAreNewOnTheNextBusinessDate() {
        try (var ownNetwork = ScriptedNetwork.start();
                var own = RunningService.anew(ownNetwork, Map.of())) {
            var shop = own.terminal(Stage.MERCHANT, "90040001");
            limit(own, shop, null, 100_00L, 5);
            assertThat(buy(shop, 100_00)).isEqualTo("APPROVED");
            assertThat(buy(shop, 1_00)).isEqualTo("AMOUNT_LIMIT_EXCEEDED");

            own.sql()
                    .sql(
                            """
                            update cut_over set starts_at = now()
                             where starts_at = (select min(starts_at) from cut_over
                                                 where starts_at > now())
                            """)
                    .update();

            assertThat(buy(shop, 100_00)).isEqualTo("APPROVED");
            assertThat(buy(shop, 1_00)).isEqualTo("AMOUNT_LIMIT_EXCEEDED");
        }
    }

    private static String buy(Terminal at, long minorUnits) {
        return told(at.send(at.aPurchase(minorUnits)));
    }

    private static String told(AuthorizationOutcome outcome) {
        return Objects.requireNonNullElse(outcome.getCause(), outcome.getResult().name());
    }

    private String detail(AuthorizationOutcome outcome) {
        return service.sql()
                .sql(
                        """
                        select detail from transaction_step
                         where transaction_id = :id and step = 'DECLINED_BY_RULES'
                        """)
                .param("id", outcome.getTransactionId())
                .query(String.class)
                .single();
    }

    private void limit(
            Terminal at,
            @Nullable Long amountMinor,
            @Nullable Long dailyAmountMinor,
            @Nullable Integer dailyCount) {
        limit(service, at, amountMinor, dailyAmountMinor, dailyCount);
    }

    /// As merchant-service's event says it.
    private static void limit(
            RunningService service,
            Terminal at,
            @Nullable Long amountMinor,
            @Nullable Long dailyAmountMinor,
            @Nullable Integer dailyCount) {
        service.bean(Merchants.class)
                .put(
                        new BindingChanged(
                                at.terminalId,
                                2,
                                at.merchantId,
                                "O1",
                                "West Gate",
                                "1 West Road",
                                "310101",
                                "SN1",
                                "M1",
                                BindingStatus.ACTIVE,
                                new BindingChanged.Limits(
                                        amountMinor, dailyAmountMinor, dailyCount)));
    }
}
