package io.shoudan.platform.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/// Tokens as merchant-service and our services would issue them, with public keys served on
/// loopback.
public final class TestTokens {

    public static final String ISSUER = "http://shoudan.test";

    /// What services share in tests; nothing secret about it.
    public static final String INTERNAL_SECRET = "test-only-internal-secret-of-48-bytes-0123456789";

    /// A master key of 32 times the letter A.
    public static final String MASTER_KEY = "test:QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=";

    /// The real one: services compare with theirs.
    private static final Clock CLOCK = Clock.systemUTC();

    private static final Duration LIFETIME = Duration.ofMinutes(15);

    private static final RSAKey KEY = newKey("test");
    private static final HttpServer JWKS = serve(KEY);

    private TestTokens() {}

    /// Where the public keys are.
    public static String jwkSetUri() {
        return "http://127.0.0.1:" + JWKS.getAddress().getPort() + "/oauth2/jwks";
    }

    public static String merchant(String merchantId) {
        return sign(KEY, merchantClaims(merchantId, CLOCK.instant()).build());
    }

    public static String operator() {
        return sign(KEY, operatorClaims(CLOCK.instant()).build());
    }

    /// An operator of that client id.
    public static String operator(String client) {
        return sign(KEY, operatorClaims(client, CLOCK.instant()).build());
    }

    /// Expired an hour ago.
    public static String expiredMerchant(String merchantId) {
        return sign(
                KEY,
                merchantClaims(merchantId, CLOCK.instant().minus(LIFETIME.multipliedBy(5)))
                        .build());
    }

    /// Right in everything but signed by somebody else, who claims our key's id.
    public static String forgedOperator() {
        return sign(newKey("test"), operatorClaims(CLOCK.instant()).build());
    }

    /// Signed by us for another issuer.
    public static String foreignOperator() {
        return sign(KEY, operatorClaims(CLOCK.instant()).issuer("http://elsewhere.test").build());
    }

    /// Signed by our issuer for somebody else's API.
    public static String operatorElsewhere() {
        return sign(KEY, operatorClaims(CLOCK.instant()).audience("another-api").build());
    }

    /// A client that was granted nothing that we know.
    public static String withoutRole() {
        return sign(KEY, operatorClaims(CLOCK.instant()).claim("roles", List.of("guest")).build());
    }

    /// What `caller` presents to `called` on internal paths.
    public static String internal(String caller, String called) {
        return internal(INTERNAL_SECRET, caller, called, CLOCK.instant());
    }

    public static String expiredInternal(String caller, String called) {
        return internal(INTERNAL_SECRET, caller, called, CLOCK.instant().minusSeconds(600));
    }

    public static String forgedInternal(String caller, String called) {
        return internal("x".repeat(48), caller, called, CLOCK.instant());
    }

    private static String internal(String secret, String caller, String called, Instant from) {
        var claims =
                new JWTClaimsSet.Builder()
                        .issuer(caller)
                        .audience(called)
                        .issueTime(Date.from(from))
                        .expirationTime(Date.from(from.plusSeconds(60)))
                        .build();
        var jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            jwt.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (JOSEException e) {
            throw new IllegalStateException("must be able to sign", e);
        }
        return jwt.serialize();
    }

    private static JWTClaimsSet.Builder merchantClaims(String merchantId, Instant from) {
        return claims("client-of-" + merchantId, "merchant", from).claim("merchant_id", merchantId);
    }

    private static JWTClaimsSet.Builder operatorClaims(Instant from) {
        return operatorClaims("back-office", from);
    }

    private static JWTClaimsSet.Builder operatorClaims(String client, Instant from) {
        return claims(client, "operator", from);
    }

    private static JWTClaimsSet.Builder claims(String client, String role, Instant from) {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(client)
                .audience(ISSUER)
                .issueTime(Date.from(from))
                .notBeforeTime(Date.from(from))
                .expirationTime(Date.from(from.plus(LIFETIME)))
                .claim("roles", List.of(role));
    }

    private static String sign(RSAKey key, JWTClaimsSet claims) {
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
        var jwt = new SignedJWT(header, claims);
        try {
            jwt.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("must be able to sign", e);
        }
        return jwt.serialize();
    }

    private static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("must be able to make a key", e);
        }
    }

    private static HttpServer serve(RSAKey key) {
        var body = new JWKSet(key).toString(true).getBytes(StandardCharsets.UTF_8);
        try {
            var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            var server = HttpServer.create(loopback, 0);
            server.createContext(
                    "/oauth2/jwks",
                    exchange -> {
                        exchange.getResponseHeaders().set("Content-Type", "application/json");
                        exchange.sendResponseHeaders(200, body.length);
                        exchange.getResponseBody().write(body);
                        exchange.close();
                    });
            server.start(); // A daemon as far as Surefire is concerned: it exits the JVM.
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("must be able to listen on loopback", e);
        }
    }
}
