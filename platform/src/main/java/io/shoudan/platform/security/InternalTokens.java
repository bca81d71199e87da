package io.shoudan.platform.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.shoudan.platform.ServiceName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKey;
import org.springframework.http.client.ClientHttpRequestInterceptor;

/// Proves to another service that we are one of its own: HS256, one minute, one audience.
///
/// A token is reused until 10 s before it expires. Thread-safe; signing takes microseconds and
/// never blocks on the network.
public final class InternalTokens {

    static final Duration LIFETIME = Duration.ofSeconds(60);
    private static final Duration RENEW_BEFORE = Duration.ofSeconds(10);

    private final ServiceName self;
    private final SecretKey key;
    private final Clock clock;

    /// By called service, of which there are a handful.
    private final Map<ServiceName, Minted> minted = new ConcurrentHashMap<>();

    InternalTokens(ServiceName self, SecretKey key, Clock clock) {
        this.self = self;
        this.key = key;
        this.clock = clock;
    }

    /// A bearer token for `called`, good for at least another 10 s.
    public String mint(ServiceName called) {
        var now = clock.instant();
        var current =
                minted.compute(
                        called,
                        (_, known) ->
                                known != null && now.isBefore(known.renewAt())
                                        ? known
                                        : sign(called, now));
        return current.token();
    }

    /// Adds to every request of an HTTP client: our token for `called`, the current request's id,
    /// and what is left of its deadline. Refuses to send when nothing is left.
    ///
    /// @throws IllegalArgumentException if `called` is no service name
    public ClientHttpRequestInterceptor interceptor(String called) {
        return new InternalCall(this, new ServiceName(called));
    }

    private Minted sign(ServiceName called, Instant now) {
        var expires = now.plus(LIFETIME);
        var claims =
                new JWTClaimsSet.Builder()
                        .issuer(self.value())
                        .audience(called.value())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(expires))
                        .build();
        var jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            jwt.sign(new MACSigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("must be able to sign with HS256", e);
        }
        return new Minted(jwt.serialize(), expires.minus(RENEW_BEFORE));
    }

    private record Minted(String token, Instant renewAt) {}
}
