package io.shoudan.platform.security;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/// Verifies each internal token once: a service says the same one for most of a minute, with every
/// call. What is not verified is not remembered.
///
/// Bounded, because only holders of the secret can make tokens that are remembered, and they need
/// one a minute. Thread-safe.
final class KnownTokens implements JwtDecoder {

    /// More services and instances than call one of us within a minute.
    private static final int MOST = 256;

    private final JwtDecoder decoder;
    private final Clock clock;
    private final Map<String, Jwt> known = new ConcurrentHashMap<>();

    KnownTokens(JwtDecoder decoder, Clock clock) {
        this.decoder = decoder;
        this.clock = clock;
    }

    @Override
    public Jwt decode(String token) {
        var before = known.get(token);
        if (before != null && !expired(before)) {
            return before;
        }
        var decoded = decoder.decode(token);
        if (known.size() >= MOST) {
            known.values().removeIf(this::expired);
        }
        if (known.size() < MOST) {
            known.put(token, decoded);
        }
        return decoded;
    }

    /// Without the tolerance for clocks that differ, which the decoder has: after this it is asked
    /// again.
    private boolean expired(Jwt token) {
        var expires = token.getExpiresAt();
        return expires == null || !clock.instant().isBefore(expires);
    }
}
