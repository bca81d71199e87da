package io.shoudan.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.shoudan.platform.Ticker;
import java.time.Duration;
import java.util.Objects;

/// Token buckets of one kind of caller.
///
/// Bounded: the 10 000 callers seen last have a bucket, and one that rested for ten minutes has a
/// full one anyway. Thread-safe, never blocks.
final class Allowance {

    private static final int MAX_CALLERS = 10_000;
    private static final Duration FORGET_AFTER = Duration.ofMinutes(10);

    private final String name;
    private final int perSecond;
    private final int burst;
    private final TimeMeter time;
    private final Cache<String, Bucket> buckets;

    /// @param name as callers see it in `RateLimit-Policy`
    Allowance(String name, int perSecond, int burst, Ticker ticker) {
        this.name = name;
        this.perSecond = perSecond;
        this.burst = burst;
        time = new Monotonic(ticker);
        buckets =
                Caffeine.newBuilder()
                        .maximumSize(MAX_CALLERS)
                        .expireAfterAccess(FORGET_AFTER)
                        .ticker(ticker::nanos)
                        .build();
    }

    /// Takes one call off what `caller` has left.
    Taken take(String caller) {
        var bucket = Objects.requireNonNull(buckets.get(caller, _ -> fullBucket()));
        return new Taken(bucket.tryConsumeAndReturnRemaining(1), name, perSecond, burst);
    }

    /// How many callers are remembered, once those too many are forgotten.
    long remembered() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private Bucket fullBucket() {
        return Bucket.builder()
                .addLimit(it -> it.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .withCustomTimePrecision(time)
                .build();
    }

    /// What came of it, in the words of draft-ietf-httpapi-ratelimit-headers.
    record Taken(ConsumptionProbe probe, String name, int perSecond, int burst) {

        boolean allowed() {
            return probe.isConsumed();
        }

        /// `"client";q=200;w=2`: so many calls in so many seconds.
        String policy() {
            return "\"%s\";q=%d;w=%d".formatted(name, burst, Math.ceilDiv(burst, perSecond));
        }

        /// `"client";r=12;t=2`: so many calls left, all of them back in so many seconds.
        String state() {
            return "\"%s\";r=%d;t=%d"
                    .formatted(
                            name,
                            probe.getRemainingTokens(),
                            secondsUp(probe.getNanosToWaitForReset()));
        }

        long retryAfterSeconds() {
            return Math.max(1, secondsUp(probe.getNanosToWaitForRefill()));
        }

        private static long secondsUp(long nanos) {
            return Math.ceilDiv(nanos, 1_000_000_000L);
        }
    }

    private record Monotonic(Ticker ticker) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return ticker.nanos();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
