package io.shoudan.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import io.shoudan.platform.ServiceName;
import io.shoudan.platform.request.Deadline;
import io.shoudan.platform.request.DeadlineExceeded;
import io.shoudan.platform.request.Request;
import io.shoudan.platform.request.Requests;
import io.shoudan.platform.testing.TestTokens;
import io.shoudan.platform.testing.TurnableClock;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.mock.http.client.MockClientHttpResponse;

/// What a service presents when it calls another.
class InternalTokensTest {

    private static final ServiceName CALLED = new ServiceName("transaction-service");

    private final TurnableClock clock = new TurnableClock(Instant.parse("2026-11-23T00:00:00Z"));
    private final InternalTokens tokens =
            new InternalTokens(
                    new ServiceName("terminal-service"),
                    new InternalSecret(Secret.of(TestTokens.INTERNAL_SECRET)).key(),
                    clock);

    @Test
    void namesCallerAndCalledForOneMinute() throws Exception {
        var claims = SignedJWT.parse(tokens.mint(CALLED)).getJWTClaimsSet();

        assertThat(claims.getIssuer()).isEqualTo("terminal-service");
        assertThat(claims.getAudience()).isEqualTo(List.of("transaction-service"));
        assertThat(claims.getExpirationTime().toInstant())
                .isEqualTo(clock.instant().plusSeconds(60));
    }

    @Test
    void reusesATokenUntilTenSecondsBeforeItExpires() {
        var first = tokens.mint(CALLED);
        clock.advance(Duration.ofMillis(49_999));
        var still = tokens.mint(CALLED);
        clock.advance(Duration.ofMillis(1));
        var renewed = tokens.mint(CALLED);

        assertThat(still).isEqualTo(first);
        assertThat(renewed).isNotEqualTo(first);
    }

    @Test
    void mintsForEachCalledServiceItsOwn() {
        assertThat(tokens.mint(CALLED))
                .isNotEqualTo(tokens.mint(new ServiceName("merchant-service")));
    }

    @Test
    void passesOnRequestIdAndDeadline() {
        var request =
                new MockClientHttpRequest(HttpMethod.POST, URI.create("http://h/internal/v1"));
        var scoped = new Request("r-1", Deadline.in(Duration.ofSeconds(20)));

        Requests.scope(scoped).run(() -> send(request));

        var headers = request.getHeaders();
        assertThat(headers.getFirst("X-Request-Id")).isEqualTo("r-1");
        assertThat(headers.getFirst("Authorization")).isEqualTo("Bearer " + tokens.mint(CALLED));
        assertThat(Long.parseLong(String.valueOf(headers.getFirst("Shoudan-Deadline-Ms"))))
                .isBetween(1L, 20_000L);
    }

    @Test
    void sendsNothingAfterTheDeadline() {
        var request =
                new MockClientHttpRequest(HttpMethod.POST, URI.create("http://h/internal/v1"));
        var scoped = new Request("r-1", Deadline.in(Duration.ZERO));

        assertThatThrownBy(() -> Requests.scope(scoped).run(() -> send(request)))
                .isInstanceOf(DeadlineExceeded.class);

        assertThat(request.isExecuted()).isFalse();
    }

    private void send(MockClientHttpRequest request) {
        request.setResponse(new MockClientHttpResponse());
        try {
            tokens.interceptor("transaction-service")
                    .intercept(request, new byte[0], (_, _) -> request.execute());
        } catch (IOException e) {
            throw new IllegalStateException("must not touch the network", e);
        }
    }
}
