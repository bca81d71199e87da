package io.shoudan.platform.security;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.shoudan.platform.ServiceName;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/// How the two kinds of tokens are verified and what they say about the caller.
final class Tokens {

    private static final int CONNECT_MS = 500;
    private static final int READ_MS = 1_000;
    private static final int MAX_JWKS_BYTES = 64 * 1024;
    private static final Duration JWKS_TTL = Duration.ofMinutes(5);
    private static final Duration JWKS_MIN_INTERVAL = Duration.ofSeconds(5);
    private static final Duration JWKS_REFRESH_WAIT = Duration.ofSeconds(2);

    private Tokens() {}

    /// Access tokens of merchants and operators: RS256 by the issuer's published keys.
    ///
    /// The keys are fetched when the first token arrives, then kept 5 minutes, and for
    /// [SecurityProperties#jwkOutageTolerance] if the issuer is away. An unknown key id asks again
    /// at most once per 5 s, so that forged ids can't make us hammer the issuer.
    static JwtDecoder accessTokens(SecurityProperties properties, Clock clock) {
        var retriever = new DefaultResourceRetriever(CONNECT_MS, READ_MS, MAX_JWKS_BYTES);
        var keys =
                JWKSourceBuilder.<SecurityContext>create(url(properties.jwkSetUri()), retriever)
                        .cache(JWKS_TTL.toMillis(), JWKS_REFRESH_WAIT.toMillis())
                        .refreshAheadCache(false)
                        .rateLimited(JWKS_MIN_INTERVAL.toMillis())
                        .retrying(true)
                        .outageTolerant(properties.jwkOutageTolerance().toMillis())
                        .build();
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(
                        JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        // Spring's validators below look at the claims.
        processor.setJWTClaimsSetVerifier((_, _) -> {});
        var decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(
                        times(properties, clock),
                        new JwtIssuerValidator(properties.issuer().toString()),
                        new JwtAudienceValidator(properties.expectedAudience())));
        return decoder;
    }

    /// Tokens of [InternalTokens]: HS256 by the shared secret, for us, and short-lived.
    static JwtDecoder internalTokens(
            InternalSecret secret, ServiceName self, SecurityProperties properties, Clock clock) {
        var decoder =
                NimbusJwtDecoder.withSecretKey(secret.key())
                        .macAlgorithm(MacAlgorithm.HS256)
                        .build();
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(
                        times(properties, clock), new ForUs(self, properties.clockSkew())));
        return decoder;
    }

    private static OAuth2TokenValidator<Jwt> times(SecurityProperties properties, Clock clock) {
        var times = new JwtTimestampValidator(properties.clockSkew());
        times.setClock(clock);
        return new DelegatingOAuth2TokenValidator<>(times, Tokens::hasTimes);
    }

    /// Spring lets a token without `exp` pass as valid forever.
    private static OAuth2TokenValidatorResult hasTimes(Jwt token) {
        return token.getExpiresAt() == null || token.getIssuedAt() == null
                ? refused("exp and iat are required")
                : OAuth2TokenValidatorResult.success();
    }

    /// @throws InvalidBearerTokenException if the token grants no role that we know
    static CallerAuthentication external(Jwt token) {
        var roles = new HashSet<Role>();
        for (var claim : listOf(token, "roles")) {
            Role.ofClaim(claim).ifPresent(roles::add);
        }
        var client = token.getSubject();
        var merchant = roles.contains(Role.MERCHANT) ? stringOf(token, "merchant_id") : null;
        if (client == null || (roles.contains(Role.MERCHANT) && merchant == null)) {
            throw new InvalidBearerTokenException("sub and, for a merchant, merchant_id");
        }
        if (roles.isEmpty()) {
            throw new InvalidBearerTokenException("roles");
        }
        return new CallerAuthentication(new Caller(client, roles, merchant));
    }

    static CallerAuthentication internal(Jwt token) {
        var issuer = Objects.requireNonNull(stringOf(token, "iss"), "checked by ForUs");
        return new CallerAuthentication(new Caller(issuer, Set.of(Role.SERVICE), null));
    }

    private static List<String> listOf(Jwt token, String claim) {
        return token.getClaims().get(claim) instanceof List<?> list
                ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
                : List.of();
    }

    private static @Nullable String stringOf(Jwt token, String claim) {
        return token.getClaims().get(claim) instanceof String text && !text.isBlank() ? text : null;
    }

    private static URL url(URI uri) {
        try {
            return uri.toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("must be a URL: jwkSetUri=" + uri, e);
        }
    }

    private static OAuth2TokenValidatorResult refused(String reason) {
        return OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", reason, null));
    }

    /// A stolen internal token is useless elsewhere and after a minute, whoever minted it.
    private record ForUs(ServiceName self, Duration skew) implements OAuth2TokenValidator<Jwt> {

        @Override
        public OAuth2TokenValidatorResult validate(Jwt token) {
            if (stringOf(token, "iss") == null) {
                return refused("iss is required");
            }
            if (!List.of(self.value()).equals(token.getAudience())) {
                return refused("aud must be " + self);
            }
            var issued = token.getIssuedAt();
            var expires = token.getExpiresAt();
            var longest = InternalTokens.LIFETIME.plus(skew);
            return issued == null
                            || expires == null
                            || Duration.between(issued, expires).compareTo(longest) > 0
                    ? refused("lives too long")
                    : OAuth2TokenValidatorResult.success();
        }
    }
}
