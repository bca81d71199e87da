package io.shoudan.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.contracts.transaction.model.AuthorizationOutcome;
import io.shoudan.contracts.transaction.model.AuthorizationRequest;
import io.shoudan.contracts.transaction.model.BlockedCard;
import io.shoudan.contracts.transaction.model.BlockedCardPage;
import io.shoudan.contracts.transaction.model.RegionRule;
import io.shoudan.contracts.transaction.model.Stop;
import io.shoudan.contracts.transaction.model.StopList;
import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.platform.testing.TestTokens;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Cards that are blocked, and terminals, merchants and operators that are stopped: at once, until
/// they are released, and never in the way of money that comes back.
class RestrictionsIT {

    private static final String SHOP = "898310058120004";
    private static final String CARD = Terminal.FOREIGN_CARD;

    private final RunningService service = Stage.service();
    private final ScriptedNetwork network = Stage.network();
    private final Terminal terminal = Stage.newTerminal(SHOP);
    private final Terminal next = Stage.newTerminal(SHOP);
    private final String operator = TestTokens.operator();

    @AfterEach
    void liftEverything() {
        for (var stop : stops().getItems()) {
            release(stop.getScope().getValue(), stop.getName());
        }
        for (var block : blocked("").getItems()) {
            service.delete("/v1/blocked-cards/" + block.getId(), operator);
        }
        assertThat(service.contradictions()).isEmpty();
    }

    @Test
    void aBlockedCardNeitherBuysNorShowsItsBalance() {
        var entry = block(CARD).as(BlockedCard.class);

        var purchase = terminal.send(terminal.request(TransactionKind.PURCHASE, 10_00, CARD));
        assertThat(purchase.getCause()).isEqualTo("CARD_BLOCKED");
        assertThat(network.heard(purchase.getRetrievalReference())).isEmpty();
        assertThat(timeline(purchase)).contains("blacklist entry " + entry.getId());
        var inquiry = terminal.request(TransactionKind.BALANCE_INQUIRY, 0, CARD);
        assertThat(told(terminal, inquiry)).isEqualTo("CARD_BLOCKED");
        assertThat(buy(terminal)).isEqualTo("APPROVED");

        assertThat(service.delete("/v1/blocked-cards/" + entry.getId(), operator).status())
                .isEqualTo(204);
        assertThat(told(terminal, terminal.request(TransactionKind.PURCHASE, 10_00, CARD)))
                .isEqualTo("APPROVED");
    }

    @Test
    void moneyOnItsWayBackToABlockedCardIsNotHeldUp() {
        var first = terminal.request(TransactionKind.PURCHASE, 10_00, CARD);
        var second = terminal.request(TransactionKind.PURCHASE, 20_00, CARD);
        var third = terminal.request(TransactionKind.PURCHASE, 30_00, CARD);
        for (var purchase : new AuthorizationRequest[] {first, second, third}) {
            assertThat(told(terminal, purchase)).isEqualTo("APPROVED");
        }
        block(CARD);

        assertThat(told(terminal, terminal.aVoidOf(first))).isEqualTo("APPROVED");
        assertThat(told(terminal, terminal.aRefundOf(second, 5_00))).isEqualTo("APPROVED");
        assertThat(terminal.reverse(third).getRecorded()).isTrue();
    }

    @Test
    void aCardIsListedOnceAndMasked() {
        var entry = block(CARD).as(BlockedCard.class);

        assertThat(block(CARD).as(BlockedCard.class)).isEqualTo(entry);
        assertThat(entry.getMaskedPan()).isEqualTo("411111******1111");
        block(Terminal.CARD);
        var page = blocked("?limit=1");
        assertThat(page.getItems()).extracting(BlockedCard::getId).doesNotContain(entry.getId());
        assertThat(blocked("?limit=1&after=" + page.getNext()).getItems()).containsExactly(entry);
        service.delete("/v1/blocked-cards/" + entry.getId(), operator);
        assertThat(service.delete("/v1/blocked-cards/" + entry.getId(), operator).status())
                .isEqualTo(404);
        assertThat(block(CARD).as(BlockedCard.class).getId()).isGreaterThan(entry.getId());
    }

    @Test
    void onlyACardCanBeBlockedAndOnlyByAnOperator() {
        var noCard = block("411111111111111"); // its check digit is missing
        assertThat(noCard.status()).isEqualTo(400);
        assertThat(noCard.body()).contains("\"pan\"").doesNotContain("411111111111111");
        var careless =
                service.post(
                        "/v1/blocked-cards",
                        operator,
                        "{\"pan\": \"%s\", \"reason\": \"%s\"}".formatted(CARD, CARD));
        assertThat(careless.status()).isEqualTo(400);
        assertThat(careless.body()).contains("\"reason\"").doesNotContain(CARD);
        assertThat(service.get("/v1/blocked-cards", TestTokens.merchant(SHOP)).status())
                .isEqualTo(403);
    }

    /// The outlets of the tests stand in 310101, in Shanghai.
    @ParameterizedTest
    @CsvSource({
        "'', FOREIGN, true",
        "31, FOREIGN, true",
        "310101, FOREIGN, true",
        "32, FOREIGN, false",
        "31, DOMESTIC, false",
    })
    void aRegionRuleDeclinesWhereItIsMeant(String region, String issuedIn, boolean declines) {
        var kept = terminal.request(TransactionKind.PURCHASE, 11_00, CARD);
        assertThat(told(terminal, kept)).isEqualTo("APPROVED");
        var rule = regionRule(region, issuedIn, "2026-01-01").as(RegionRule.class);

        var purchase = terminal.send(terminal.request(TransactionKind.PURCHASE, 12_00, CARD));

        assertThat(purchase.getCause()).isEqualTo(declines ? "REGION_NOT_ALLOWED" : null);
        if (declines) {
            assertThat(network.heard(purchase.getRetrievalReference())).isEmpty();
            assertThat(timeline(purchase)).contains("region rule " + rule.getId() + ": embargo");
        }
        assertThat(told(terminal, terminal.aRefundOf(kept, 1_00))).isEqualTo("APPROVED");
        assertThat(service.delete("/v1/region-rules/" + rule.getId(), operator).status())
                .isEqualTo(204);
        assertThat(told(terminal, terminal.request(TransactionKind.PURCHASE, 13_00, CARD)))
                .isEqualTo("APPROVED");
    }

    @Test
    void aRegionRuleWaitsForItsDate() {
        var rule = regionRule("", "FOREIGN", "2999-01-01").as(RegionRule.class);

        assertThat(told(terminal, terminal.request(TransactionKind.PURCHASE, 14_00, CARD)))
                .isEqualTo("APPROVED");
        service.delete("/v1/region-rules/" + rule.getId(), operator);
        assertThat(regionRule("Shanghai", "FOREIGN", "2026-01-01").status()).isEqualTo(400);
        assertThat(service.get("/v1/region-rules", TestTokens.merchant(SHOP)).status())
                .isEqualTo(403);
    }

    private RunningService.Reply regionRule(String region, String issuedIn, String from) {
        return service.post(
                "/v1/region-rules",
                operator,
                """
                {"region": "%s", "cardRegion": "%s", "inForceOn": "%s", "reason": "embargo"}
                """
                        .formatted(region, issuedIn, from));
    }

    /// The neighbour goes on where it is not meant.
    @ParameterizedTest
    @CsvSource({
        "TERMINAL, APPROVED",
        "MERCHANT, EMERGENCY_STOP",
        "OPERATOR, APPROVED", // another cashier's number
    })
    void aStopIsInForceAtOnceAndLetsReversalsPass(String scope, String neighbour) {
        var sold = terminal.aPurchase(10_00).operator("007");
        var kept = terminal.aPurchase(20_00).operator("007");
        assertThat(told(terminal, sold)).isEqualTo("APPROVED");
        assertThat(told(terminal, kept)).isEqualTo("APPROVED");
        var name =
                switch (scope) {
                    case "TERMINAL" -> terminal.terminalId;
                    case "MERCHANT" -> SHOP;
                    default -> SHOP + "-007";
                };

        stop(scope, name).as(Stop.class);

        var refused = terminal.send(terminal.aPurchase(30_00).operator("007"));
        assertThat(refused.getCause()).isEqualTo("EMERGENCY_STOP");
        assertThat(network.heard(refused.getRetrievalReference())).isEmpty();
        assertThat(timeline(refused))
                .containsPattern(
                        "stopped [0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}: it was stolen");
        assertThat(told(terminal, terminal.aVoidOf(kept).operator("007")))
                .isEqualTo("EMERGENCY_STOP");
        assertThat(told(next, next.aPurchase(10_00).operator("008"))).isEqualTo(neighbour);
        assertThat(terminal.reverse(sold).getRecorded()).isTrue();

        assertThat(release(scope, name).status()).isEqualTo(204);
        assertThat(buy(terminal)).isEqualTo("APPROVED");
        assertThat(told(terminal, terminal.aPurchase(40_00).operator("007"))).isEqualTo("APPROVED");
    }

    @Test
    void aStopThatIsInForceStays() {
        var first = stop("TERMINAL", terminal.terminalId).as(Stop.class);
        var again =
                service.put(
                                "/v1/stops/TERMINAL/" + terminal.terminalId,
                                operator,
                                "{\"reason\": \"another one\"}")
                        .as(Stop.class);

        assertThat(again).isEqualTo(first);
        assertThat(stops().getItems()).containsExactly(first);
    }

    @Test
    void theReasonOfAStopHoldsNoCardNumber() {
        for (var reason : new String[] {CARD, "card 4111 1111 1111 1111"}) {
            var careless =
                    service.put(
                            "/v1/stops/TERMINAL/" + terminal.terminalId,
                            operator,
                            "{\"reason\": \"%s\"}".formatted(reason));
            assertThat(careless.status()).isEqualTo(400);
            assertThat(careless.body())
                    .contains("\"reason\"")
                    .doesNotContain("11111111", "1111 1111");
        }
        assertThat(stops().getItems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "TERMINAL, 99999999, 404",
        "MERCHANT, 999999999999999, 404",
        "OPERATOR, 999999999999999-001, 404",
        "OPERATOR, 898310058120004, 404",
        "CASHIER,  898310058120004, 400",
        "MERCHANT, 1, 400",
    })
    void whatIsNotThereCannotBeStopped(String scope, String name, int status) {
        assertThat(stop(scope, name).status()).isEqualTo(status);
        assertThat(release(scope, name).status()).isEqualTo(status);
    }

    private RunningService.Reply block(String pan) {
        return service.post(
                "/v1/blocked-cards",
                operator,
                "{\"pan\": \"%s\", \"reason\": \"reported stolen\"}".formatted(pan));
    }

    private BlockedCardPage blocked(String query) {
        return service.get("/v1/blocked-cards" + query, operator).as(BlockedCardPage.class);
    }

    private RunningService.Reply stop(String scope, String name) {
        return service.put(
                "/v1/stops/" + scope + "/" + name, operator, "{\"reason\": \"it was stolen\"}");
    }

    private RunningService.Reply release(String scope, String name) {
        return service.delete("/v1/stops/" + scope + "/" + name, operator);
    }

    private StopList stops() {
        return service.get("/v1/stops", operator).as(StopList.class);
    }

    private String timeline(AuthorizationOutcome outcome) {
        return service.get(
                        "/v1/transactions/" + outcome.getTransactionId() + "/timeline",
                        TestTokens.merchant(SHOP))
                .body();
    }

    private static String buy(Terminal at) {
        return told(at, at.aPurchase(11_00));
    }

    private static String told(Terminal at, AuthorizationRequest request) {
        var outcome = at.send(request);
        return Objects.requireNonNullElse(outcome.getCause(), outcome.getResult().name());
    }
}
