package io.shoudan.platform;

/// A monotonic clock: only differences between its readings mean anything, and they never jump when
/// somebody sets the wall clock.
@FunctionalInterface
public interface Ticker {

    /// Nanoseconds since an arbitrary origin.
    long nanos();

    /// The machine's own monotonic clock.
    static Ticker system() {
        return System::nanoTime;
    }
}
