package io.shoudan.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.platform.testing.TestTokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who may call the API: made and revoked by operators, and told its secret once.
class ClientsIT {

    private static final String ID = "107310058120001";

    private final MerchantService service = MerchantService.shared();
    private final String operator = TestTokens.operator();

    @BeforeEach
    void merchant() {
        service.putAsOperator("/v1/merchants/" + ID, Settings.MERCHANT);
    }

    @Test
    void tellsASecretOnce() {
        var setting = Settings.merchantClient(ID);
        var created = service.putAsOperator("/v1/clients/told-once", setting);
        var again = service.putAsOperator("/v1/clients/told-once", setting);

        assertThat(created.path("secret").asString()).matches("[A-Za-z0-9_-]{43}");
        assertThat(again.has("secret")).isFalse();
        assertThat(again.path("merchantId").asString()).isEqualTo(ID);
    }

    /// Otherwise a merchant's key could quietly become an operator's.
    @Test
    void refusesAnotherSettingForTheSameClient() {
        service.putAsOperator("/v1/clients/stays-as-it-is", Settings.merchantClient(ID));

        var answer =
                service.put("/v1/clients/stays-as-it-is", operator, "{\"role\": \"OPERATOR\"}");

        assertThat(answer.status()).isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
            {"role": "MERCHANT"}                                      | merchantId
            {"role": "OPERATOR", "merchantId": "107310058120001"}     | merchantId
            {"role": "MERCHANT", "merchantId": "999999999999999"}     | merchantId
            {"role": "MERCHANT", "merchantId": "1"}                   | merchantId
            {"role": "KING"}                                          | role
            {"merchantId": "107310058120001"}                         | role
            {"role": "OPERATOR", "secret": "my-own"}                  | secret
            """)
    void namesTheFieldThatIsWrong(String json, String field) {
        var answer = service.put("/v1/clients/never-made", operator, json);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.faultyFields()).containsExactly(field);
    }

    @Test
    void isForOperatorsOnly() {
        var merchant = TestTokens.merchant(ID);

        assertThat(service.put("/v1/clients/mine", merchant, Settings.merchantClient(ID)).status())
                .isEqualTo(403);
        assertThat(service.delete("/v1/clients/told-once", merchant).status()).isEqualTo(403);
    }

    @Test
    void cannotRevokeWhatNeverWas() {
        assertThat(service.delete("/v1/clients/never-was", operator).status()).isEqualTo(404);
    }
}
