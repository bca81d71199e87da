package io.shoudan.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.launcher.ApiCaller;
import io.shoudan.launcher.DemoMerchant;
import io.shoudan.simulator.terminal.Card;
import io.shoudan.simulator.terminal.Exchange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// Two merchants on one platform that never learn of each other.
@ExtendWith(House.class)
class TenantIsolationIT {

    private static final Card CARD = Card.typed("6225000000000014", "3012");

    @Test
    void eachMerchantSeesItsOwnOnly(RunningHouse house) throws Exception {
        JsonNode first = purchase(house, DemoMerchant.FIRST);
        JsonNode second = purchase(house, DemoMerchant.SECOND);

        assertSeesOnlyItsOwn(house.caller(DemoMerchant.FIRST), DemoMerchant.FIRST, first, second);
        assertSeesOnlyItsOwn(house.caller(DemoMerchant.SECOND), DemoMerchant.SECOND, second, first);
    }

    private static void assertSeesOnlyItsOwn(
            ApiCaller api, DemoMerchant merchant, JsonNode own, JsonNode foreign)
            throws InterruptedException {
        assertThat(api.get("/v1/transactions/" + text(own, "id"))).isNotNull();
        for (String path :
                List.of(
                        "/v1/transactions/" + text(foreign, "id"),
                        "/v1/transactions/" + text(foreign, "id") + "/timeline",
                        "/v1/transactions/by-reference/" + text(foreign, "retrievalReference"),
                        "/v1/merchants/" + text(foreign, "merchantId"),
                        "/v1/merchants/" + text(foreign, "merchantId") + "/tariff",
                        "/v1/terminals/" + text(foreign, "terminalId") + "/binding")) {
            assertThat(api.call("GET", path, null).status()).as(path).isEqualTo(404);
        }
        assertThat(api.get("/v1/transactions?limit=200").path("items").valueStream())
                .isNotEmpty()
                .allMatch(each -> text(each, "merchantId").equals(merchant.merchantId()));
        assertThat(
                        api.get(
                                        "/v1/transactions?limit=200&terminalId="
                                                + text(foreign, "terminalId"))
                                .path("items")
                                .valueStream())
                .isEmpty();
        assertThat(api.get("/v1/merchants").path("items").valueStream())
                .extracting(each -> text(each, "merchantId"))
                .containsExactly(merchant.merchantId());
        for (String path :
                List.of(
                        "/v1/transactions?merchantId=" + text(foreign, "merchantId"),
                        "/v1/statements/"
                                + text(foreign, "businessDate")
                                + "?merchantId="
                                + text(foreign, "merchantId"),
                        "/v1/batches?merchantId=" + text(foreign, "merchantId"))) {
            assertThat(api.call("GET", path, null).status()).as(path).isIn(403, 404);
        }
    }

    private static JsonNode purchase(RunningHouse house, DemoMerchant merchant)
            throws InterruptedException {
        try (var terminal = house.newTerminal(merchant)) {
            assertThat(terminal.signOn().approved()).isTrue();
            Exchange purchase = terminal.purchase(1000, CARD);
            assertThat(purchase.approved()).isTrue();
            return house.operator()
                    .get(
                            "/v1/transactions/by-reference/"
                                    + purchase.retrievalReference().orElseThrow());
        }
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString();
    }
}
