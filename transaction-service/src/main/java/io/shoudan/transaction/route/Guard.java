package io.shoudan.transaction.route;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/// A circuit per network, which opens when too many requests go unanswered, and a bulkhead per
/// network and per issuer, so that a slow one can't take every place. Thread-safe; nothing waits.
@Component
class Guard {

    private final CircuitBreakerRegistry circuits;
    private final BulkheadRegistry networkPlaces;
    private final BulkheadRegistry issuerPlaces;

    Guard(RouteProperties properties, MeterRegistry meters) {
        circuits =
                CircuitBreakerRegistry.of(
                        CircuitBreakerConfig.custom()
                                .slidingWindowSize(properties.circuitCalls())
                                .minimumNumberOfCalls(properties.circuitCalls())
                                .failureRateThreshold(properties.circuitThreshold())
                                .waitDurationInOpenState(properties.circuitPause())
                                // An open circuit is looked at, not asked for permission: by
                                // itself it must come to let trials through.
                                .automaticTransitionFromOpenToHalfOpenEnabled(true)
                                .permittedNumberOfCallsInHalfOpenState(properties.circuitTrials())
                                .build());
        networkPlaces = places(properties.networkCalls());
        issuerPlaces = places(properties.issuerCalls());
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(circuits).bindTo(meters);
        TaggedBulkheadMetrics.ofBulkheadRegistry(networkPlaces).bindTo(meters);
        TaggedBulkheadMetrics.ofBulkheadRegistry(issuerPlaces).bindTo(meters);
    }

    CircuitBreaker circuit(String network) {
        return circuits.circuitBreaker(network);
    }

    /// Takes a place on the way; give it back with [#leave].
    boolean enter(Route route) {
        if (!network(route).tryAcquirePermission()) {
            return false;
        }
        if (!issuer(route).tryAcquirePermission()) {
            network(route).releasePermission();
            return false;
        }
        return true;
    }

    void leave(Route route) {
        issuer(route).onComplete();
        network(route).onComplete();
    }

    boolean hasRoom(Route route) {
        return network(route).getMetrics().getAvailableConcurrentCalls() > 0
                && issuer(route).getMetrics().getAvailableConcurrentCalls() > 0;
    }

    private Bulkhead network(Route route) {
        return networkPlaces.bulkhead("network-" + route.network());
    }

    private Bulkhead issuer(Route route) {
        return issuerPlaces.bulkhead("issuer-" + route.issuer());
    }

    private static BulkheadRegistry places(int count) {
        return BulkheadRegistry.of(
                BulkheadConfig.custom()
                        .maxConcurrentCalls(count)
                        .maxWaitDuration(java.time.Duration.ZERO)
                        .build());
    }
}
