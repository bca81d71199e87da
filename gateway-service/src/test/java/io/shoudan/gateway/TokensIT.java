package io.shoudan.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.shoudan.platform.testing.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Tokens made by somebody who knows everything about ours but the private key.
class TokensIT {

    private static Gateway gateway;
    private static RSAKey published;

    @BeforeAll
    static void start() throws IOException, ParseException {
        gateway = Gateway.start();
        published =
                JWKSet.load(URI.create(TestTokens.jwkSetUri()).toURL())
                        .getKeys()
                        .getFirst()
                        .toRSAKey();
    }

    @AfterAll
    static void stop() {
        assertThat(gateway.asked()).isZero();
        gateway.close();
    }

    @Test
    void refusesATokenWithoutSignature() throws ParseException {
        assertRefused(new PlainJWT(claims()).serialize());
    }

    @Test
    void refusesATokenWhoseSignatureWasCutOff() {
        var token = TestTokens.operator();

        assertRefused(token.substring(0, token.lastIndexOf('.') + 1));
    }

    @Test
    void refusesATokenWhoseClaimsWereChanged() {
        var parts = TestTokens.merchant("898310058120001").split("\\.", -1);
        var claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        var promoted =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(
                                claims.replace("merchant\"]", "operator\"]")
                                        .getBytes(StandardCharsets.UTF_8));

        assertRefused(parts[0] + "." + promoted + "." + parts[2]);
    }

    /// A verifier that lets the token choose takes the public key, known to all, for a shared
    /// secret.
    @Test
    void refusesATokenSignedWithThePublicKeyAsASharedSecret() throws Exception {
        var spki = published.toRSAPublicKey().getEncoded();
        var pem =
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(spki)
                        + "\n-----END PUBLIC KEY-----\n";
        var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(published.getKeyID()).build();

        assertRefused(sign(header, new MACSigner(spki)));
        assertRefused(sign(header, new MACSigner(pem.getBytes(StandardCharsets.UTF_8))));
        assertRefused(
                sign(
                        header,
                        new MACSigner(published.toJSONString().getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void refusesATokenThatBringsItsOwnKey() throws Exception {
        var own = new RSAKeyGenerator(2048).keyID(published.getKeyID()).generate();
        var header =
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID(own.getKeyID())
                        .jwk(own.toPublicJWK())
                        .build();

        assertRefused(sign(header, new RSASSASigner(own)));
    }

    @Test
    void refusesATokenThatSaysWhereItsKeyIs() throws Exception {
        var own = new RSAKeyGenerator(2048).keyID("mine").generate();
        var header =
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID("mine")
                        .jwkURL(URI.create(gateway.merchant.url() + "/keys"))
                        .build();

        assertRefused(sign(header, new RSASSASigner(own)));
    }

    /// Another kind of token of the same issuer says other things with the same names.
    @Test
    void refusesATokenOfAnotherType() throws Exception {
        var own = new RSAKeyGenerator(2048).keyID("mine").generate();
        var header =
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID("mine")
                        .type(new JOSEObjectType("logout+jwt"))
                        .build();

        assertRefused(sign(header, new RSASSASigner(own)));
    }

    @Test
    void takesATokenFromTheHeaderOnly() {
        var answer = gateway.get("/v1/transactions?access_token=" + TestTokens.operator());

        assertThat(answer.status()).isEqualTo(401);
    }

    /// A client would go and look there.
    @Test
    void advertisesNoDocumentThatDoesNotExist() {
        var answer = gateway.get("/v1/transactions");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    private static String sign(JWSHeader header, JWSSigner signer) throws Exception {
        var jwt = new SignedJWT(header, claims());
        try {
            jwt.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }

    private static JWTClaimsSet claims() throws ParseException {
        return SignedJWT.parse(TestTokens.operator()).getJWTClaimsSet();
    }

    private static void assertRefused(String token) {
        var answer = gateway.get("/v1/transactions", token);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.problem()).isEqualTo("unauthenticated");
        assertThat(answer.header("WWW-Authenticate"))
                .startsWith("Bearer error=")
                .doesNotContain("resource_metadata");
        assertThat(answer.text()).doesNotContain(token.substring(0, 20));
    }
}
