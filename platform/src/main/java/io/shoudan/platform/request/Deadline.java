package io.shoudan.platform.request;

import io.shoudan.platform.Ticker;
import java.time.Duration;

/// The moment after which nobody waits for an answer any more, on a monotonic clock.
///
/// It travels between services as remaining milliseconds (header [#HEADER]), so clocks need not
/// agree. Work past its deadline is not started. Immutable.
public final class Deadline {

    /// Remaining milliseconds, a decimal integer of at most 9 digits.
    public static final String HEADER = "Shoudan-Deadline-Ms";

    private final Ticker ticker;
    private final long endNanos;

    private Deadline(Ticker ticker, long endNanos) {
        this.ticker = ticker;
        this.endNanos = endNanos;
    }

    /// A deadline `budget` from now on the machine's clock.
    public static Deadline in(Duration budget) {
        return in(budget, Ticker.system());
    }

    /// A deadline `budget` from now on `ticker`; a negative budget has already expired.
    public static Deadline in(Duration budget, Ticker ticker) {
        return new Deadline(ticker, ticker.nanos() + budget.toNanos());
    }

    /// What is left, never negative.
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, remainingNanos()));
    }

    /// What is left in whole milliseconds, rounded down: what the next service may use.
    public long remainingMillis() {
        return remaining().toMillis();
    }

    public boolean expired() {
        return remainingNanos() <= 0;
    }

    /// The earlier of this deadline and `max` from now: deadlines nest, they never grow.
    public Deadline child(Duration max) {
        long left = remainingNanos();
        return left <= max.toNanos() ? this : in(max, ticker);
    }

    /// Asked right before anything that can't be taken back.
    ///
    /// @throws DeadlineExceeded if nobody waits any more
    public void check() {
        if (expired()) {
            throw new DeadlineExceeded();
        }
    }

    private long remainingNanos() {
        return endNanos - ticker.nanos();
    }

    @Override
    public String toString() {
        return remainingMillis() + " ms left";
    }
}
