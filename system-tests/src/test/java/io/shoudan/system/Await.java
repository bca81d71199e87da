package io.shoudan.system;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Waits on something that can be observed.
public final class Await {

    private static final long RHYTHM_NANOS = Duration.ofMillis(100).toNanos();

    private Await() {}

    public interface Condition {
        boolean holds() throws Exception;
    }

    /// @param seen what there is instead, for the failure's message
    /// @throws AssertionError if `condition` does not hold within `limit`
    public static void until(Duration limit, Condition condition, Supplier<?> seen) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (Exception e) { // A condition may ask anything; what it throws fails the test.
                throw new AssertionError(e);
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + limit + ": " + seen.get());
            }
            LockSupport.parkNanos(RHYTHM_NANOS);
        }
    }
}
