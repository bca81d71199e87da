package io.shoudan.gateway.route;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.shoudan.platform.Ticker;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Stops asking a service that does not answer, so that a dead service costs its callers nothing
/// but an error: after half of the last 20 calls found nobody or no answer, it is left alone for
/// two seconds, then tried with three calls.
///
/// An answer is an answer, also 500: only missing ones count. One breaker per service address.
final class ServiceBreakers {

    private static final CircuitBreakerConfig CONFIG =
            CircuitBreakerConfig.custom()
                    .slidingWindow(20, 10, SlidingWindowType.COUNT_BASED)
                    .failureRateThreshold(50)
                    .waitDurationInOpenState(Duration.ofSeconds(2))
                    .permittedNumberOfCallsInHalfOpenState(3)
                    .build();

    private final Ticker ticker;

    /// By authority; the gateway knows four services.
    private final Map<String, CircuitBreaker> breakers = new ConcurrentHashMap<>();

    ServiceBreakers(Ticker ticker) {
        this.ticker = ticker;
    }

    Attempt attempt(URI uri) {
        var breaker =
                breakers.computeIfAbsent(uri.getAuthority(), it -> CircuitBreaker.of(it, CONFIG));
        return new Attempt(breaker, ticker, ticker.nanos());
    }

    /// One call to one service. Exactly one of [#answered] and [#failed] is called if it is
    /// [#permitted].
    record Attempt(CircuitBreaker breaker, Ticker ticker, long startNanos) {

        boolean permitted() {
            return breaker.tryAcquirePermission();
        }

        void answered() {
            breaker.onSuccess(ticker.nanos() - startNanos, TimeUnit.NANOSECONDS);
        }

        void failed(Throwable failure) {
            breaker.onError(ticker.nanos() - startNanos, TimeUnit.NANOSECONDS, failure);
        }
    }
}
