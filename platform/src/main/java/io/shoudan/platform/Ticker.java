package io.shoudan.platform;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// A monotonic clock: only differences between its readings mean anything, and they never jump when
/// somebody sets the wall clock. Who waits for time to go by waits on it.
@FunctionalInterface
public interface Ticker {

    /// Nanoseconds since an arbitrary origin.
    long nanos();

    /// Lets the calling thread rest for `time`, or until it is woken or interrupted. May end early,
    /// so look again at what is waited for.
    default void rest(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    /// Ends the rest of `thread`, or its next one if it does not rest now.
    default void wake(Thread thread) {
        LockSupport.unpark(thread);
    }

    /// The machine's own monotonic clock.
    static Ticker system() {
        return System::nanoTime;
    }
}
