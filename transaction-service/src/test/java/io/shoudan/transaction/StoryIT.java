package io.shoudan.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.contracts.transaction.model.AuthorizationOutcome;
import io.shoudan.contracts.transaction.model.AuthorizationRequest;
import io.shoudan.contracts.transaction.model.OutcomeResult;
import io.shoudan.contracts.transaction.model.Transaction;
import io.shoudan.contracts.transaction.model.TransactionKind;
import io.shoudan.contracts.transaction.model.TransactionPage;
import io.shoudan.platform.testing.Eventually;
import io.shoudan.platform.testing.TestTokens;
import java.util.ArrayList;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What merchants and operators may read, and what they may not.
class StoryIT {

    private static final String OTHER_MERCHANT = "898310058120002";

    private final RunningService service = Stage.service();
    private final ScriptedNetwork network = Stage.network();
    private final Terminal terminal = Stage.newTerminal();
    private final String merchant = TestTokens.merchant(Stage.MERCHANT);
    private final String stranger = TestTokens.merchant(OTHER_MERCHANT);

    @Test
    void aPurchaseIsVisibleAtOnceByEveryClue() {
        var purchase = terminal.aPurchase(12_34);
        var bought = terminal.send(purchase);
        var byReference =
                service.get(
                                "/v1/transactions/by-reference/" + bought.getRetrievalReference(),
                                merchant)
                        .as(Transaction.class);
        var byId = service.get("/v1/transactions/" + id(bought), merchant).as(Transaction.class);
        var bySlip =
                page(
                        "/v1/transactions/by-trace?terminalId="
                                + terminal.terminalId
                                + "&batchNumber="
                                + terminal.batch
                                + "&traceNumber="
                                + purchase.getTraceNumber());

        assertThat(byReference).isEqualTo(byId);
        assertThat(bySlip.getItems()).containsExactly(byId);
        assertThat(byId.getCard().getMaskedPan()).isEqualTo("622500******0014");
        assertThat(byId.getCard().getMatchedRange()).isEqualTo("62");
        assertThat(byId.getCard().getDirectoryVersion()).isEqualTo(1);
        assertThat(byId.getPlace().getMerchantName()).isEqualTo("Noodle House");
        assertThat(byId.getPlace().getAddress()).isEqualTo("1 West Road");
        assertThat(byId.getResponseCode()).isEqualTo("00");
        assertThat(byId.getAuthorizationCode()).isEqualTo(bought.getAuthorizationCode());
    }

    /// Names and places are those of the moment, not of today.
    @Test
    void thePlaceIsFrozen() {
        var bought = terminal.send(terminal.aPurchase(13_00));
        service.sql()
                .sql("update binding set address = 'moved' where terminal_id = :terminal")
                .param("terminal", terminal.terminalId)
                .update();

        assertThat(
                        service.get("/v1/transactions/" + id(bought), merchant)
                                .as(Transaction.class)
                                .getPlace()
                                .getAddress())
                .isEqualTo("1 West Road");
    }

    @Test
    void aTimelineExplainsInTheReadersLanguage() {
        var lost = terminal.send(terminal.aPurchase(14_98));
        service.reaches(lost, "REVERSED");
        var path = "/v1/transactions/" + id(lost) + "/timeline";

        var english = service.get(path, merchant, "Accept-Language", "en").body();
        var chinese = service.get(path, merchant, "Accept-Language", "zh-CN").body();

        assertThat(english)
                .containsSubsequence(
                        "RECEIVED", "SENT_TO_NETWORK", "NO_REPLY", "REVERSAL_ACKNOWLEDGED")
                .contains("No answer from the issuer");
        assertThat(chinese).contains("NETWORK_NO_REPLY").containsPattern("[\\u4e00-\\u9fff]");
    }

    @Test
    void whatBelongsToAnotherMerchantIsNotThere() {
        var bought = terminal.send(terminal.aPurchase(15_00));
        var id = id(bought);

        assertThat(service.get("/v1/transactions/" + id, stranger).status()).isEqualTo(404);
        assertThat(service.get("/v1/transactions/" + id + "/timeline", stranger).status())
                .isEqualTo(404);
        assertThat(
                        service.get(
                                        "/v1/transactions/by-reference/"
                                                + bought.getRetrievalReference(),
                                        stranger)
                                .status())
                .isEqualTo(404);
        assertThat(list(stranger, "terminalId=" + terminal.terminalId).getItems()).isEmpty();
        assertThat(service.get("/v1/transactions?merchantId=" + Stage.MERCHANT, stranger).status())
                .isEqualTo(403);
        assertThat(
                        list(
                                        TestTokens.operator(),
                                        "merchantId="
                                                + Stage.MERCHANT
                                                + "&terminalId="
                                                + terminal.terminalId)
                                .getItems())
                .hasSize(1);
    }

    @Test
    void withoutAGoodTokenThereIsNothing() {
        assertThat(service.get("/v1/transactions", null).status()).isEqualTo(401);
        assertThat(
                        service.get("/v1/transactions", TestTokens.expiredMerchant(Stage.MERCHANT))
                                .status())
                .isEqualTo(401);
        assertThat(service.get("/v1/switches", merchant).status()).isEqualTo(403);
    }

    @Test
    void filtersCombine() {
        terminal.send(terminal.aPurchase(16_00));
        terminal.send(terminal.aPurchase(16_51));
        terminal.send(terminal.aPurchase(17_00));
        var mine = "terminalId=" + terminal.terminalId;

        assertThat(list(merchant, mine).getItems()).hasSize(3);
        assertThat(list(merchant, mine + "&state=DECLINED").getItems()).hasSize(1);
        assertThat(list(merchant, mine + "&amountMinor=1700").getItems()).hasSize(1);
        assertThat(list(merchant, mine + "&lastFour=0014&kind=PURCHASE").getItems()).hasSize(3);
        assertThat(list(merchant, mine + "&kind=REFUND").getItems()).isEmpty();
        assertThat(list(merchant, mine + "&businessDateFrom=2099-01-01").getItems()).isEmpty();
        assertThat(service.get("/v1/transactions?limit=0", merchant).status()).isEqualTo(400);
        assertThat(service.get("/v1/transactions?after=x", merchant).body())
                .contains("\"field\":\"after\"");
    }

    /// Rows that arrive while somebody pages must neither repeat nor hide others.
    @Test
    void pagesStayPutWhileRowsAreAdded() {
        var expected = new ArrayList<UUID>();
        for (int i = 0; i < 7; i++) {
            expected.addFirst(id(terminal.send(terminal.aPurchase(20_00 + i))));
        }
        var seen = new ArrayList<UUID>();
        String after = null;
        do {
            var page = list(merchant, "limit=2&terminalId=" + terminal.terminalId + cursor(after));
            page.getItems().forEach(it -> seen.add(it.getId()));
            after = page.getNext();
            terminal.send(terminal.aPurchase(21_00));
        } while (after != null);

        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void aSwitchDeclinesAtOnceAndIsExplained() {
        var path = "/v1/switches/ISSUER/VISA";
        var off = "{\"open\":false,\"reason\":\"drill\"}";
        assertThat(service.put(path, merchant, off).status()).isEqualTo(403);
        assertThat(service.put("/v1/switches/ISSUER/NOBODY", TestTokens.operator(), off).status())
                .isEqualTo(404);
        assertThat(service.put(path, TestTokens.operator(), off).body())
                .contains("\"open\":false", "back-office");

        var declined = terminal.send(aForeignPurchase());
        service.put(path, TestTokens.operator(), "{\"open\":true,\"reason\":\"over\"}");
        var approved = terminal.send(aForeignPurchase());

        assertThat(declined.getCause()).isEqualTo("ROUTE_SWITCHED_OFF");
        assertThat(network.heard(declined.getRetrievalReference())).isEmpty();
        assertThat(approved.getResult()).isEqualTo(OutcomeResult.APPROVED);
    }

    /// Set by another node: in force here within a second, by reading the table.
    @Test
    void aSwitchSetElsewhereIsSeen() {
        setInTable(false);
        Eventually.until(
                "declined by switch",
                () -> terminal.send(aForeignPurchase()).getCause(),
                "ROUTE_SWITCHED_OFF"::equals);
        setInTable(true);
        Eventually.until(
                "approved again",
                () -> terminal.send(aForeignPurchase()).getResult(),
                OutcomeResult.APPROVED::equals);
    }

    private void setInTable(boolean open) {
        service.sql()
                .sql(
                        """
                        insert into route_switch (scope, name, open, reason, changed_by)
                        values ('ISSUER', 'VISA', :open, 'drill', 'elsewhere')
                        on conflict (scope, name) do update set open = excluded.open
                        """)
                .param("open", open)
                .update();
    }

    private AuthorizationRequest aForeignPurchase() {
        return terminal.request(TransactionKind.PURCHASE, 10_00, Terminal.FOREIGN_CARD);
    }

    private TransactionPage page(String path) {
        return service.get(path, merchant).as(TransactionPage.class);
    }

    private TransactionPage list(String token, String query) {
        return service.get("/v1/transactions?" + query, token).as(TransactionPage.class);
    }

    private static String cursor(@Nullable String after) {
        return after == null ? "" : "&after=" + after;
    }

    private static UUID id(AuthorizationOutcome outcome) {
        return Objects.requireNonNull(outcome.getTransactionId());
    }
}
