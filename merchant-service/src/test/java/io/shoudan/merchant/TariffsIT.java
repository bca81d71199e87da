package io.shoudan.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.platform.testing.TestTokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What merchants pay: set by operators, read by the merchant concerned.
class TariffsIT {

    private static final String ID = "105310058120001";
    private static final String PATH = "/v1/merchants/" + ID + "/tariff";

    private final MerchantService service = MerchantService.shared();
    private final String operator = TestTokens.operator();

    @BeforeEach
    void merchant() {
        service.putAsOperator("/v1/merchants/" + ID, Settings.MERCHANT);
    }

    @Test
    void keepsWhatWasSetAndCountsChanges() {
        var first = service.putAsOperator(PATH, Settings.TARIFF);
        var again = service.putAsOperator(PATH, Settings.TARIFF);
        // No cap is another tariff than a cap.
        var uncapped =
                service.putAsOperator(PATH, Settings.TARIFF.replace("\"capMinor\": 2000,", ""));

        assertThat(again).isEqualTo(first);
        assertThat(first.path("domestic").path("capMinor").asLong()).isEqualTo(2000);
        assertThat(first.path("foreign").has("capMinor")).isFalse();
        assertThat(uncapped.path("version").asLong()).isEqualTo(first.path("version").asLong() + 1);
        assertThat(uncapped.path("domestic").has("capMinor")).isFalse();
        assertThat(service.get(PATH, TestTokens.merchant(ID)).body()).isEqualTo(uncapped);
    }

    @Test
    void isNobodyElsesBusiness() {
        service.putAsOperator(PATH, Settings.TARIFF);

        assertThat(service.get(PATH, TestTokens.merchant("105310058120002")).status())
                .isEqualTo(404);
        assertThat(service.put(PATH, TestTokens.merchant(ID), Settings.TARIFF).status())
                .isEqualTo(403);
    }

    @Test
    void knowsNoTariffWithoutItsMerchant() {
        var path = "/v1/merchants/999999999999999/tariff";

        assertThat(service.put(path, operator, Settings.TARIFF).status()).isEqualTo(404);
        assertThat(service.get(path, operator).status()).isEqualTo(404);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            textBlock =
                    """
            what is wrong          | replaced            | by               | field
            more than 100 %        | 160                 | 10001            | foreign.basisPoints
            a fraction             | 160                 | 160.5            | foreign.basisPoints
            a number in quotes     | 160                 | "160"            | foreign.basisPoints
            a negative cap         | 2000                | -1               | domestic.capMinor
            more than JSON can say | 2000                | 9007199254740993 | domestic.capMinor
            an unknown inner field | "capMinor"          | "capMajor"       | domestic.capMajor
            no rounding            | , "rounding": "UP"} | }                | foreign.rounding
            no such rounding       | "UP"                | "SIDEWAYS"       | foreign.rounding
            text for a truth       | true                | "true"           | refundsReturnFee
            no such currency       | CNY                 | QQQ              | currency
            no currency to pay in  | CNY                 | XAU              | currency
            """)
    void namesTheFieldThatIsWrong(String what, String replaced, String by, String field) {
        var answer = service.put(PATH, operator, Settings.TARIFF.replace(replaced, by));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.faultyFields()).containsExactly(field);
    }
}
