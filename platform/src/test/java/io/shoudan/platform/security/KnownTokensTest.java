package io.shoudan.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shoudan.platform.testing.TurnableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;

class KnownTokensTest {

    private static final Instant ISSUED = Instant.parse("2026-11-23T08:00:00Z");
    private static final Duration LIFETIME = Duration.ofSeconds(60);

    private final List<String> verified = new ArrayList<>();
    private final TurnableClock clock = new TurnableClock(ISSUED);
    private final KnownTokens tokens = new KnownTokens(this::verify, clock);

    @Test
    void verifiesATokenOnceWhileItLasts() {
        var first = tokens.decode("a");
        clock.turnTo(ISSUED.plus(LIFETIME).minusMillis(1));

        assertThat(tokens.decode("a")).isSameAs(first);
        assertThat(verified).containsExactly("a");
    }

    /// Whether it still passes then is for the verifier to say, who allows for clocks that differ.
    @Test
    void verifiesAgainWhatHasExpired() {
        tokens.decode("a");
        clock.turnTo(ISSUED.plus(LIFETIME));
        tokens.decode("a");

        assertThat(verified).containsExactly("a", "a");
    }

    @Test
    void remembersNothingThatIsRefused() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> tokens.decode("forged")).isInstanceOf(BadJwtException.class);
        }

        assertThat(verified).containsExactly("forged", "forged");
    }

    /// What comes when as many are known as may be is verified every time, until some expire.
    @Test
    void remembersNoMoreThanItMay() {
        for (int i = 0; i < 1000; i++) {
            tokens.decode("token " + i);
        }
        verified.clear();
        for (int i = 0; i < 1000; i++) {
            tokens.decode("token " + i);
        }
        assertThat(verified).hasSize(1000 - 256);

        clock.turnTo(ISSUED.plus(LIFETIME));
        tokens.decode("next");
        verified.clear();
        clock.turnTo(ISSUED);
        tokens.decode("next");
        assertThat(verified).isEmpty();
    }

    private Jwt verify(String token) {
        verified.add(token);
        if (token.equals("forged")) {
            throw new BadJwtException("forged");
        }
        return Jwt.withTokenValue(token)
                .header("alg", "HS256")
                .issuer("test")
                .issuedAt(ISSUED)
                .expiresAt(ISSUED.plus(LIFETIME))
                .build();
    }
}
