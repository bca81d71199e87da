package io.shoudan.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.platform.testing.TestTokens;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Merchants and their outlets: what changes them, who sees them, and what is refused.
class MerchantsIT {

    private static final String ID = "104310058120001";
    private static final String OTHER = "104310058120002";
    private static final String PATH = "/v1/merchants/" + ID;

    private final MerchantService service = MerchantService.shared();
    private final String operator = TestTokens.operator();

    @Test
    void countsChangesAndNotRepetitions() {
        var path = "/v1/merchants/104310058120003";
        var first = service.putAsOperator(path, Settings.MERCHANT);
        var again = service.putAsOperator(path, Settings.MERCHANT);
        // The order of a set says nothing.
        var turned =
                service.putAsOperator(
                        path,
                        Settings.MERCHANT.replace(
                                "\"PURCHASE\", \"VOID\"", "\"VOID\", \"PURCHASE\""));
        var suspended =
                service.putAsOperator(path, Settings.MERCHANT.replace("ACTIVE", "SUSPENDED"));

        assertThat(first.path("version").asLong()).isEqualTo(1);
        assertThat(again).isEqualTo(first);
        assertThat(turned).isEqualTo(first);
        assertThat(suspended.path("version").asLong()).isEqualTo(2);
        assertThat(suspended.path("status").asString()).isEqualTo("SUSPENDED");
        assertThat(service.get(path, operator).body()).isEqualTo(suspended);
    }

    @Test
    void letsAMerchantSeeItselfOnlyWhateverItsStatus() {
        service.putAsOperator(PATH, Settings.MERCHANT.replace("ACTIVE", "SUSPENDED"));
        service.putAsOperator("/v1/merchants/" + OTHER, Settings.MERCHANT);
        var token = TestTokens.merchant(ID);

        assertThat(service.get(PATH, token).body().path("merchantId").asString()).isEqualTo(ID);
        var list = service.get("/v1/merchants?limit=200", token).body().path("items");
        assertThat(list.valueStream().map(it -> it.path("merchantId").asString()))
                .containsExactly(ID);
        assertThat(service.get("/v1/merchants/" + OTHER, token).status()).isEqualTo(404);
        assertThat(service.get("/v1/merchants/" + OTHER + "/outlets", token).status())
                .isEqualTo(404);
        assertThat(service.get("/v1/merchants/999999999999999", token).status()).isEqualTo(404);
    }

    /// What belongs to another and what does not exist must not be told apart.
    @Test
    void saysTheSameOfForeignAndOfMissingMerchants() {
        service.putAsOperator("/v1/merchants/" + OTHER, Settings.MERCHANT);
        var token = TestTokens.merchant("104310058120008");

        var foreign = service.get("/v1/merchants/" + OTHER, token);
        var missing = service.get("/v1/merchants/999999999999999", token);

        assertThat(foreign.body().path("type")).isEqualTo(missing.body().path("type"));
        assertThat(foreign.body().path("detail")).isEqualTo(missing.body().path("detail"));
    }

    @Test
    void letsOperatorsChangeOnly() {
        var token = TestTokens.merchant(ID);

        // Also when the body is nonsense: who may not come learns nothing about bodies.
        assertThat(service.put(PATH, token, Settings.MERCHANT).status()).isEqualTo(403);
        assertThat(service.put(PATH, token, "{").status()).isEqualTo(403);
        assertThat(service.put(PATH + "/outlets/main", token, Settings.OUTLET).status())
                .isEqualTo(403);
    }

    @Test
    void pagesThroughAllMerchantsInOrder() {
        for (int i = 0; i < 5; i++) {
            service.putAsOperator("/v1/merchants/10431005812010" + i, Settings.MERCHANT);
        }
        var seen = new ArrayList<String>();
        var path = "/v1/merchants?limit=2";
        for (var next = ""; next != null; ) {
            var page = service.get(path + next, operator).body();
            assertThat(page.path("items").size()).isBetween(1, 2);
            page.path("items").forEach(it -> seen.add(it.path("merchantId").asString()));
            next = page.has("next") ? "&after=" + page.path("next").asString() : null;
        }

        assertThat(seen).isSorted().doesNotHaveDuplicates();
        assertThat(seen).contains("104310058120100", "104310058120103");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            textBlock =
                    """
            what is wrong      | replaced             | by                  | field
            an unknown field   | "name":              | "nick": "", "name": | nick
            a field is missing | "status": "ACTIVE",  |                     | status
            a number for text  | "Tea House"          | 7                   | name
            text is empty      | Tea House            |                     | name
            a line break       | Tea House            | Tea\\nHouse         | name
            a card number      | Tea House            | 4111/1111/1111/1111 | name
            a zero byte        | Tea House            | Tea\\u0000House     | name
            a wrong region     | "310115"             | "31011"             | regionCode
            letters for digits | 6222000012345678     | ABCDEFGH12345678    | settlementAccount
            an unknown status  | ACTIVE               | ASLEEP              | status
            an unknown product | "VOID"               | "LOAN"              | products[1]
            a null             | "5812"               | null                | categoryCode
            text for a list    | ["PURCHASE", "VOID"] | "PURCHASE"          | products
            """)
    void namesTheFieldThatIsWrong(String what, String replaced, String by, String field) {
        var json = Settings.MERCHANT.replace(replaced, by == null ? "" : by);

        var answer = service.put("/v1/merchants/104310058120999", operator, json);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.faultyFields()).containsExactly(field);
        assertThat(service.get("/v1/merchants/104310058120999", operator).status()).isEqualTo(404);
    }

    @Test
    void refusesANameThatFitsNoSlip() {
        var fits = Settings.MERCHANT.replace("Tea House", "茶".repeat(40));
        var tooLong = Settings.MERCHANT.replace("Tea House", "茶".repeat(41));

        assertThat(service.put(PATH, operator, fits).status()).isEqualTo(200);
        assertThat(service.put(PATH, operator, tooLong).faultyFields()).containsExactly("name");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            /v1/merchants?limit=0              | limit
            /v1/merchants?limit=201            | limit
            /v1/merchants?limit=many           | limit
            /v1/merchants?after=***            | after
            /v1/merchants?after=bm90LW91cnM    | after
            /v1/merchants?limt=5               | limt
            /v1/merchants/12345                | merchantId
            """)
    void namesTheParameterThatIsWrong(String path, String field) {
        var answer = service.get(path, operator);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.faultyFields()).containsExactly(field);
    }

    @Test
    void keepsOutletsOfAMerchant() {
        service.putAsOperator(PATH, Settings.MERCHANT);
        var first = service.putAsOperator(PATH + "/outlets/west", Settings.OUTLET);
        var again = service.putAsOperator(PATH + "/outlets/west", Settings.OUTLET);
        service.putAsOperator(
                PATH + "/outlets/east",
                Settings.OUTLET.replace(
                        "\"name\"",
                        "\"latitude\": \"31.2304\", \"longitude\": \"-121.4737\", \"name\""));

        assertThat(again).isEqualTo(first);
        var outlets = service.get(PATH + "/outlets", TestTokens.merchant(ID)).body().path("items");
        assertThat(outlets.valueStream().map(it -> it.path("outletId").asString()))
                .containsExactly("east", "west");
        assertThat(outlets.get(0).path("longitude").asString()).isEqualTo("-121.4737");
        assertThat(outlets.get(1).has("longitude")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "address"})
    void keepsCardNumbersOutOfWhatIsSaidAboutAnOutlet(String field) {
        service.putAsOperator(PATH, Settings.MERCHANT);

        var answer =
                service.put(
                        PATH + "/outlets/cards",
                        operator,
                        Settings.OUTLET.replaceFirst(
                                "\"" + field + "\": \"[^\"]*\"",
                                "\"" + field + "\": \"4111_1111_1111_1111\""));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.faultyFields()).containsExactly(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            "latitude": "90.1", "longitude": "0.0"    | latitude
            "latitude": "0.0", "longitude": "-180.1"  | longitude
            "latitude": "31.2304"                     | longitude
            "longitude": "121.4737"                   | latitude
            """)
    void refusesPlacesOffTheGlobe(String coordinates, String field) {
        service.putAsOperator(PATH, Settings.MERCHANT);

        var answer =
                service.put(
                        PATH + "/outlets/nowhere",
                        operator,
                        Settings.OUTLET.replace("\"name\"", coordinates + ", \"name\""));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.faultyFields()).containsExactly(field);
    }

    @Test
    void knowsNoOutletWithoutItsMerchant() {
        var answer =
                service.put("/v1/merchants/999999999999999/outlets/a", operator, Settings.OUTLET);

        assertThat(answer.status()).isEqualTo(404);
    }

    /// They are listed in one piece, so there must be an end to them.
    @Test
    void limitsTheNumberOfOutlets() {
        var path = "/v1/merchants/104310058120777";
        service.putAsOperator(path, Settings.MERCHANT);
        service.jdbc()
                .sql(
                        """
                        insert into outlet (merchant_id, outlet_id, name, address, region_code,
                                            changed_at)
                        select '104310058120777', 'o-' || i, 'n', 'a', '310115', now()
                          from generate_series(1, 1000) i
                        """)
                .update();

        assertThat(service.put(path + "/outlets/more", operator, Settings.OUTLET).status())
                .isEqualTo(409);
        assertThat(service.put(path + "/outlets/o-1", operator, Settings.OUTLET).status())
                .isEqualTo(200);
    }

    @Test
    void refusesTokensThatAreNotGood() {
        for (var token :
                List.of(
                        TestTokens.expiredMerchant(ID),
                        TestTokens.forgedOperator(),
                        TestTokens.foreignOperator(),
                        TestTokens.withoutRole(),
                        TestTokens.internal("terminal-service", "merchant-service"))) {
            assertThat(service.get("/v1/merchants", token).status()).isEqualTo(401);
        }
        assertThat(service.getAnonymously("/v1/merchants").status()).isEqualTo(401);
    }
}
