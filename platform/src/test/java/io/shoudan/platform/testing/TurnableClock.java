package io.shoudan.platform.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that stands still until the test turns it. UTC; thread-safe.
public final class TurnableClock extends Clock {

    private final AtomicReference<Instant> now;
    private final ZoneId zone;

    public TurnableClock(Instant now) {
        this(new AtomicReference<>(now), ZoneOffset.UTC);
    }

    private TurnableClock(AtomicReference<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    public void advance(Duration by) {
        now.updateAndGet(it -> it.plus(by));
    }

    public void turnTo(Instant instant) {
        now.set(instant);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /// The same hands, read in another zone.
    @Override
    public Clock withZone(ZoneId other) {
        return new TurnableClock(now, other);
    }
}
