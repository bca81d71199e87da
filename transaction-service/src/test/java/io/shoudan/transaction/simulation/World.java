package io.shoudan.transaction.simulation;

import io.shoudan.platform.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Threads of which one runs at a time, and time that goes by only when all of them wait. Who goes
/// next at each step is chosen by [Choices], so a run can be repeated.
///
/// Each thread is a virtual one that waits for its turn; who gives the turn away wakes the next.
final class World implements Turns, Ticker {

    static final Instant BEGIN = Instant.parse("2026-03-02T02:00:00Z");

    /// Nothing that we do takes so many steps: somebody goes round in circles.
    private static final int MAX_STEPS = 200_000;

    private final Choices choices;
    private final List<Actor> actors = new ArrayList<>();
    private final List<Actor> ready = new ArrayList<>();
    private final Actor outside = new Actor("outside", null, () -> {});
    private final List<String> history = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    private final boolean recording;
    private volatile Actor current = outside;
    private long nanos;
    private int steps;
    private boolean still;
    private Runnable atEachStep = () -> {};
    private Housekeeping housekeeping = Housekeeping.NONE;

    /// @param recording whether a history is kept
    World(Choices choices, boolean recording) {
        this.choices = choices;
        this.recording = recording;
    }

    /// What has to be done when time goes by.
    interface Housekeeping {

        Housekeeping NONE =
                new Housekeeping() {
                    @Override
                    public @Nullable Instant next() {
                        return null;
                    }

                    @Override
                    public void run() {}
                };

        @Nullable Instant next();

        void run();
    }

    /// Where actors live. What happens to it happens to them.
    static class Place {

        private final String name;
        private boolean dead;
        private long frozenUntil;

        Place(String name) {
            this.name = name;
        }

        boolean alive() {
            return !dead;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /// Unwinds the threads of a place that is no more. Nobody catches it.
    static final class Crashed extends Error {
        private static final long serialVersionUID = 1;

        Crashed() {
            super("crashed", null, false, false);
        }
    }

    private final class Actor {

        private final String name;
        private final @Nullable Place place;
        private final Thread thread;
        private boolean started;
        private boolean woken;
        private @Nullable BooleanSupplier condition;
        private long until;

        Actor(String name, @Nullable Place place, Runnable body) {
            this.name = name;
            this.place = place;
            this.thread = Thread.ofVirtual().unstarted(() -> live(this, body));
        }

        boolean dead() {
            return place != null && place.dead;
        }

        boolean frozen() {
            return place != null && place.frozenUntil > nanos;
        }

        boolean runnable() {
            return dead()
                    || (!frozen()
                            && (condition == null || until <= nanos || condition.getAsBoolean()));
        }

        /// When it may go on though nothing else happens.
        long wakes() {
            long own = condition == null ? nanos : until;
            return place == null ? own : Math.max(own, place.frozenUntil);
        }
    }

    /// Starts a thread; it runs when it is chosen.
    void start(String name, @Nullable Place place, Runnable body) {
        actors.add(new Actor(name, place, body));
    }

    /// Lets everybody run until nobody has anything left to do. Call from a virtual thread.
    void run() {
        outside.started = true;
        outside.condition = () -> false;
        outside.until = Long.MAX_VALUE;
        var self = Thread.currentThread();
        var first = choose(null);
        if (first == null) {
            return;
        }
        outsideThread = self;
        hand(first);
        while (current != outside) {
            LockSupport.park();
        }
    }

    /// The same, but no time goes by.
    void settle() {
        still = true;
        run();
        still = false;
    }

    /// Lets time go by, and whoever waited for it go on.
    void pass(Duration time) {
        nanos += time.toNanos();
        housekeeping.run();
        settle();
    }

    private @Nullable Thread outsideThread;

    private void hand(Actor next) {
        current = next;
        if (next == outside) {
            LockSupport.unpark(Objects.requireNonNull(outsideThread));
        } else if (next.started) {
            LockSupport.unpark(next.thread);
        } else {
            next.started = true;
            next.thread.start();
        }
    }

    private void live(Actor self, Runnable body) {
        try {
            if (!self.dead()) {
                body.run();
            }
        } catch (Crashed _) {
            // It is over.
        } catch (Throwable failure) { // Outermost frame.
            trouble(self.name + " failed: " + failure);
            if (recording) {
                for (var each : failure.getStackTrace()) {
                    history.add("      at " + each);
                }
            }
        }
        actors.remove(self);
        var next = choose(null);
        hand(next == null ? outside : next);
    }

    @Override
    public void step(String what) {
        var self = current;
        if (self == outside) {
            return;
        }
        note(what);
        if (self.dead()) {
            throw new Crashed();
        }
        if (++steps > MAX_STEPS) {
            trouble("too many steps");
            throw new Crashed();
        }
        atEachStep.run();
        giveTurn(self);
    }

    @Override
    public boolean await(BooleanSupplier condition, Duration patience) {
        var self = current;
        if (self.dead()) {
            throw new Crashed();
        }
        self.condition = condition;
        self.until = nanos + patience.toNanos();
        try {
            giveTurn(self);
            return condition.getAsBoolean();
        } finally {
            self.condition = null;
        }
    }

    private void giveTurn(Actor self) {
        var next = choose(self);
        if (next == null) {
            next = outside; // Everybody waits for ever.
        }
        if (next != self) {
            hand(next);
            while (current != self) {
                LockSupport.park();
            }
        }
        if (self.dead()) {
            throw new Crashed();
        }
    }

    /// Who goes next; moves time on if nobody can.
    private @Nullable Actor choose(@Nullable Actor self) {
        while (true) {
            ready.clear();
            int mine = -1;
            for (var each : actors) {
                if (each.runnable()) {
                    if (each == self) {
                        mine = ready.size();
                    }
                    ready.add(each);
                }
            }
            if (!ready.isEmpty()) {
                return ready.get(choices.next(ready.size(), mine));
            }
            if (actors.isEmpty() || !advance()) {
                return null;
            }
        }
    }

    private boolean advance() {
        if (still) {
            return false;
        }
        long next = Long.MAX_VALUE;
        for (var each : actors) {
            next = Math.min(next, each.wakes());
        }
        var chore = housekeeping.next();
        if (chore != null) {
            next = Math.min(next, Duration.between(BEGIN, chore).toNanos());
        }
        if (next == Long.MAX_VALUE) {
            return false;
        }
        nanos = Math.max(nanos, next);
        housekeeping.run();
        return true;
    }

    /// Has `look` called before every step.
    void atEachStep(Runnable look) {
        atEachStep = look;
    }

    void keeps(Housekeeping house) {
        housekeeping = house;
    }

    /// Ends everything there at once: calls in progress never return.
    void kill(Place place) {
        note("KILL " + place);
        place.dead = true;
    }

    /// Stops everything there for a while.
    void freeze(Place place, Duration time) {
        note("FREEZE " + place + " for " + time);
        place.frozenUntil = nanos + time.toNanos();
    }

    boolean frozen(Place place) {
        return place.frozenUntil > nanos;
    }

    /// Lets the calling actor wait.
    void sleep(Duration time) {
        await(() -> false, time);
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public void rest(Duration time) {
        var self = current;
        await(() -> self.woken, time);
        self.woken = false;
    }

    @Override
    public void wake(Thread thread) {
        for (var each : actors) {
            if (each.thread.equals(thread)) {
                each.woken = true;
            }
        }
    }

    Instant now() {
        return BEGIN.plus(nanos / 1_000, ChronoUnit.MICROS);
    }

    Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return Clock.fixed(instant(), zone);
            }

            @Override
            public Instant instant() {
                return now();
            }
        };
    }

    int steps() {
        return steps;
    }

    /// Something that must not be.
    void trouble(String what) {
        note("TROUBLE " + what);
        troubles.add(what);
    }

    List<String> troubles() {
        return troubles;
    }

    boolean recording() {
        return recording;
    }

    /// Adds a line to the history.
    void note(String what) {
        if (recording) {
            var self = current;
            history.add("%10.3f s  %-24s %s".formatted(nanos / 1e9, self.name, what));
        }
    }

    List<String> history() {
        return history;
    }

    /// Names of those that still wait.
    List<String> left() {
        return actors.stream().map(it -> it.name).toList();
    }

    /// Ends whoever is left, so that no thread outlives the run.
    void end() {
        for (var each : actors) {
            if (each.place != null) {
                each.place.dead = true;
            }
        }
        if (!actors.isEmpty()) {
            run();
        }
    }
}
