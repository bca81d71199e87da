package io.shoudan.system.fault;

import java.time.Duration;
import java.util.Random;

/// Something that breaks for a while, and is made whole again.
///
/// @param kind    for people; several faults may be of one kind
/// @param target  what it breaks; nothing else breaks that at the same time
/// @param atLeast how long it lasts
/// @param heal    returns when it works again
record Fault(String kind, String target, Duration atLeast, Duration atMost, Act strike, Act heal) {

    /// A step that may fail, which ends the run.
    interface Act {
        void go() throws Exception;
    }

    static Fault of(String kind, String target, int atLeast, int atMost, Act strike, Act heal) {
        return new Fault(
                kind,
                target,
                Duration.ofSeconds(atLeast),
                Duration.ofSeconds(atMost),
                strike,
                heal);
    }

    /// The same, that always lasts as long as this.
    Fault lasting(Duration time) {
        return new Fault(kind, target, time, time, strike, heal);
    }

    /// How long it lasts this time.
    Duration lasting(Random random, Duration longest) {
        var most = longest.compareTo(atMost) < 0 ? longest : atMost;
        long spread = Math.max(0, most.minus(atLeast).toMillis());
        return atLeast.plusMillis(random.nextLong(spread + 1));
    }
}
