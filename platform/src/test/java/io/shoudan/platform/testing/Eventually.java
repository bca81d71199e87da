package io.shoudan.platform.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Waits for something that can be observed: the only way in which a test waits.
public final class Eventually {

    /// Long enough for a loaded machine; nothing that works takes as long.
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(10);

    private Eventually() {}

    /// Waits until `condition` holds, for at most [#PATIENCE].
    ///
    /// @param what the expectation in words, for the failure's message
    /// @throws AssertionError if it never does
    public static void until(String what, BooleanSupplier condition) {
        until(PATIENCE, what, condition::getAsBoolean, (Boolean it) -> it);
    }

    /// Waits until `observation` satisfies `wanted`, and returns it.
    ///
    /// @throws AssertionError if it never does; the message shows the last observation
    public static <T> T until(String what, Supplier<T> observation, Predicate<T> wanted) {
        return until(PATIENCE, what, observation, wanted);
    }

    /// The same with a patience of its own.
    ///
    /// @throws AssertionError if it never does; the message shows the last observation or failure
    public static <T> T until(
            Duration patience, String what, Supplier<T> observation, Predicate<T> wanted) {
        long endNanos = System.nanoTime() + patience.toNanos();
        @Nullable T seen = null;
        @Nullable AssertionError failed = null;
        do {
            try {
                var value = observation.get();
                if (wanted.test(value)) {
                    return value;
                }
                seen = value;
                failed = null;
            } catch (AssertionError notYet) {
                failed = notYet;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        } while (System.nanoTime() - endNanos < 0);
        throw new AssertionError("must happen: " + what + "; last seen: " + seen, failed);
    }

    /// Waits until a block of assertions passes.
    ///
    /// @throws AssertionError the last one, if it never does
    public static void asserted(Runnable assertions) {
        until(
                "assertions",
                () -> {
                    assertions.run();
                    return true;
                });
    }
}
