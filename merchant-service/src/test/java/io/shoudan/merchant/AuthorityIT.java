package io.shoudan.merchant;

import static io.shoudan.merchant.MerchantService.OPERATOR_ID;
import static io.shoudan.merchant.MerchantService.OPERATOR_SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.shoudan.merchant.MerchantService.Answer;
import io.shoudan.platform.testing.TestServers;
import io.shoudan.platform.testing.TestTokens;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tokens from request to refusal, in a service that trusts what it issues.
class AuthorityIT {

    private static final String MERCHANT = "898310058120001";

    private static final Map<String, Object> SERVERS = TestServers.settings();

    private static MerchantService service;
    private static String operator;

    @BeforeAll
    static void start() {
        service = MerchantService.trustingItself(SERVERS);
        operator = service.token(OPERATOR_ID, OPERATOR_SECRET);
        assertThat(service.put("/v1/merchants/" + MERCHANT, operator, Settings.MERCHANT).status())
                .isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void givesTheFirstOperatorATokenThatWorks() {
        assertThat(service.get("/v1/merchants", operator).status()).isEqualTo(200);
    }

    @Test
    void saysInATokenWhoMayDoWhatForFifteenMinutes() throws ParseException {
        var secret = clientOf(MERCHANT, "claims-of-merchant");
        var answer = service.requestToken("claims-of-merchant", secret);

        var token = SignedJWT.parse(answer.body().path("access_token").asString());
        var claims = token.getJWTClaimsSet();
        assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
        assertThat(token.getHeader().getType().getType()).isEqualTo("at+jwt");
        assertThat(claims.getIssuer()).isEqualTo(TestTokens.ISSUER);
        assertThat(claims.getSubject()).isEqualTo("claims-of-merchant");
        assertThat(claims.getAudience()).containsExactly(TestTokens.ISSUER);
        assertThat(claims.getStringListClaim("roles")).containsExactly("merchant");
        assertThat(claims.getStringClaim("merchant_id")).isEqualTo(MERCHANT);
        assertThat(Duration.between(instant(claims, "iat"), instant(claims, "exp")))
                .isEqualTo(Duration.ofMinutes(15));
        assertThat(answer.body().path("token_type").asString()).isEqualTo("Bearer");
        assertThat(answer.body().path("expires_in").asInt()).isBetween(895, 900);
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }

    @Test
    void letsAMerchantsClientSeeItsMerchantOnly() {
        service.put("/v1/merchants/898310058120009", operator, Settings.MERCHANT);
        var token = service.token("reader", clientOf(MERCHANT, "reader"));

        assertThat(service.get("/v1/merchants/" + MERCHANT, token).status()).isEqualTo(200);
        assertThat(service.get("/v1/merchants/898310058120009", token).status()).isEqualTo(404);
    }

    /// Otherwise anybody could find out which clients exist, and then guess secrets for those.
    @Test
    void answersAnUnknownClientAndAWrongSecretAlike() {
        var unknown = service.requestToken("no-such-client", "some-secret");
        var wrong = service.requestToken(OPERATOR_ID, "some-secret");
        var strange = service.requestToken("Strange/id of no client", "some-secret");
        // bcrypt looks at 72 bytes; more of them are no reason to fail otherwise.
        var endless = service.requestToken(OPERATOR_ID, OPERATOR_SECRET + "x".repeat(5_000));

        for (var answer : List.of(unknown, wrong, strange, endless)) {
            assertRefused(answer, 401, "invalid_client");
            assertThat(answer.header("WWW-Authenticate")).startsWith("Basic ");
        }
        assertThat(unknown.json()).isEqualTo(wrong.json()).isEqualTo(strange.json());
    }

    @Test
    void refusesAClientIdThatCannotBeOne() {
        assertRefused(service.requestToken("\u0000", "some-secret"), 400, "invalid_request");
    }

    @Test
    void refusesARequestWithoutCredentials() {
        assertRefused(
                service.requestTokenAnonymously("grant_type=client_credentials"),
                401,
                "invalid_client");
    }

    /// Secrets in forms end up in logs of proxies; HTTP Basic is the one way.
    @Test
    void refusesCredentialsInTheForm() {
        var form =
                "grant_type=client_credentials&client_id=%s&client_secret=%s"
                        .formatted(OPERATOR_ID, OPERATOR_SECRET);
        assertRefused(service.requestTokenAnonymously(form), 401, "invalid_client");
    }

    @ParameterizedTest
    @CsvSource({
        "refresh_token&refresh_token=x, unsupported_grant_type",
        "password&username=a&password=b, unsupported_grant_type",
        // The framework looks for the code before it looks at the grant; there never is one.
        "authorization_code&code=x, invalid_grant"
    })
    void refusesOtherGrants(String grant, String error) {
        assertRefused(
                service.requestToken(OPERATOR_ID, OPERATOR_SECRET, "grant_type=" + grant),
                400,
                error);
    }

    @Test
    void refusesARequestWithoutGrant() {
        assertRefused(
                service.requestToken(OPERATOR_ID, OPERATOR_SECRET, ""), 400, "invalid_request");
    }

    /// There are no scopes: roles belong to the client, not to what it asks for.
    @Test
    void refusesScopes() {
        assertRefused(
                service.requestToken(
                        OPERATOR_ID,
                        OPERATOR_SECRET,
                        "grant_type=client_credentials&scope=operator"),
                400,
                "invalid_scope");
    }

    @Test
    void givesARevokedClientNoTokenAndANewSecretAfterwards() {
        var old = clientOf(MERCHANT, "comes-and-goes");
        assertThat(service.requestToken("comes-and-goes", old).status()).isEqualTo(200);

        assertThat(service.delete("/v1/clients/comes-and-goes", operator).status()).isEqualTo(204);
        assertRefused(service.requestToken("comes-and-goes", old), 401, "invalid_client");
        assertThat(service.delete("/v1/clients/comes-and-goes", operator).status()).isEqualTo(204);

        var fresh = clientOf(MERCHANT, "comes-and-goes");
        assertThat(fresh).isNotEqualTo(old);
        assertThat(service.requestToken("comes-and-goes", fresh).status()).isEqualTo(200);
        assertRefused(service.requestToken("comes-and-goes", old), 401, "invalid_client");
    }

    @Test
    void publishesTheKeyWithoutItsPrivateHalf() {
        var answer = service.getAnonymously("/oauth2/jwks");

        assertThat(answer.status()).isEqualTo(200);
        var keys = answer.body().path("keys");
        assertThat(keys.size()).isEqualTo(1);
        assertThat(keys.get(0).propertyNames())
                .containsExactlyInAnyOrder("kty", "e", "use", "kid", "alg", "n");
    }

    @Test
    void keepsItsPrivateKeyWrapped() throws ParseException {
        var stored =
                service.jdbc()
                        .sql("select private_key from signing_key")
                        .query(String.class)
                        .single();
        var jwks = JWKSet.parse(service.getAnonymously("/oauth2/jwks").json());
        var modulus = jwks.getKeys().getFirst().toRSAKey().getModulus().decode();

        assertThat(stored).startsWith("test:");
        // A private key in the clear carries the modulus (RFC 8017, A.1.2).
        assertThat(hex(Base64.getDecoder().decode(stored.substring("test:".length()))))
                .doesNotContain(hex(modulus));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void describesWhatThereIsAndNothingElse() {
        var answer = service.getAnonymously("/.well-known/oauth-authorization-server");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("issuer").asString()).isEqualTo(TestTokens.ISSUER);
        assertThat(answer.body().path("token_endpoint").asString())
                .isEqualTo(TestTokens.ISSUER + "/oauth2/token");
        assertThat(answer.body().path("jwks_uri").asString())
                .isEqualTo(TestTokens.ISSUER + "/oauth2/jwks");
        assertThat(answer.body().has("authorization_endpoint")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/oauth2/authorize", "/oauth2/introspect", "/oauth2/revoke", "/userinfo"})
    void hasNoOtherEndpoints(String path) {
        assertThat(service.get(path, operator).status()).isEqualTo(404);
        assertThat(service.getAnonymously(path).status()).isEqualTo(401);
    }

    @Test
    void storesSecretsAsSlowHashesOnly() {
        var secret = clientOf(MERCHANT, "well-kept");
        var hash =
                service.jdbc()
                        .sql("select secret_hash from api_client where client_id = 'well-kept'")
                        .query(String.class)
                        .single();

        assertThat(secret).hasSize(43);
        assertThat(hash).startsWith("{bcrypt}$2").doesNotContain(secret);
    }

    /// A token must outlive the process that issued it, and other instances must take it.
    @Test
    void keepsItsKeyOverARestart() {
        var before = service.getAnonymously("/oauth2/jwks").json();

        try (var second = MerchantService.trustingItself(SERVERS)) {
            assertThat(second.getAnonymously("/oauth2/jwks").json()).isEqualTo(before);
            assertThat(second.get("/v1/merchants", operator).status()).isEqualTo(200);
            assertThat(second.requestToken(OPERATOR_ID, OPERATOR_SECRET).status()).isEqualTo(200);
        }
    }

    @Test
    void leavesTheAuthorityOutWhereAnotherIssuerIsUsed() {
        var settings = new LinkedHashMap<>(TestServers.settings());
        settings.put("shoudan.authority.enabled", false);

        try (var without = MerchantService.start(settings)) {
            assertThat(without.requestToken(OPERATOR_ID, OPERATOR_SECRET).status()).isEqualTo(401);
            assertThat(without.get("/oauth2/jwks", TestTokens.operator()).status()).isEqualTo(404);
            assertThat(without.get("/v1/merchants", TestTokens.operator()).status()).isEqualTo(200);
        }
    }

    private static Instant instant(JWTClaimsSet claims, String name) throws ParseException {
        return claims.getDateClaim(name).toInstant();
    }

    private static String clientOf(String merchantId, String clientId) {
        var answer =
                service.put(
                        "/v1/clients/" + clientId, operator, Settings.merchantClient(merchantId));
        assertThat(answer.status()).isEqualTo(200);
        return answer.body().path("secret").asString();
    }

    private static void assertRefused(Answer answer, int status, String error) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().propertyNames()).containsExactly("error");
        assertThat(answer.body().path("error").asString()).isEqualTo(error);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }
}
