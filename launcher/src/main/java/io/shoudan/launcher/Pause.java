package io.shoudan.launcher;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// The rhythm in which the launcher looks again at something outside its process.
final class Pause {

    private static final long BRIEF_NANOS = Duration.ofMillis(50).toNanos();

    private Pause() {}

    static void briefly() {
        LockSupport.parkNanos(BRIEF_NANOS);
    }
}
