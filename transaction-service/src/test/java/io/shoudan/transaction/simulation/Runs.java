package io.shoudan.transaction.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// Runs simulations and tells what went wrong in the first that failed, with its seed and history.
final class Runs {

    /// How many run at a time, each in a thread of its own.
    static final int TOGETHER = Runtime.getRuntime().availableProcessors();
    private static final int MAX_LINES = 400;

    /// Silent meanwhile: what goes wrong in a simulation does so on purpose, a million times.
    private static final List<Logger> LOGGERS =
            Stream.of("io.shoudan.transaction", "io.shoudan.platform", "io.micrometer")
                    .map(it -> (Logger) LoggerFactory.getLogger(it))
                    .toList();

    private Runs() {}

    /// A simulation that has run.
    ///
    /// @param seed     makes the same run again
    /// @param troubles what must not be
    record Failure(long seed, List<String> troubles, List<String> history) {

        @Override
        public String toString() {
            var from = Math.max(0, history.size() - MAX_LINES);
            return "simulation failed: seed="
                    + seed
                    + "\n"
                    + String.join("\n", troubles)
                    + "\nhistory"
                    + (from == 0 ? "" : ", the last " + MAX_LINES + " steps")
                    + ":\n"
                    + String.join("\n", history.subList(from, history.size()));
        }
    }

    /// Runs `count` seeds from `first` on.
    ///
    /// @param house makes the simulation of given choices
    static @Nullable Failure of(long first, long count, House house) {
        var failed = new AtomicReference<@Nullable Failure>();
        all(
                TOGETHER,
                share -> {
                    for (long seed = first + share;
                            seed < first + count && failed.get() == null;
                            seed += TOGETHER) {
                        var failure = of(seed, house);
                        if (failure != null) {
                            failed.compareAndSet(null, failure);
                        }
                    }
                });
        return failed.get();
    }

    /// Makes a simulation.
    interface House {
        Simulation of(Choices choices, boolean recording);
    }

    /// Runs again with a history what failed without.
    private static @Nullable Failure of(long seed, House house) {
        if (house.of(new SeededChoices(seed), false).run().isEmpty()) {
            return null;
        }
        var again = house.of(new SeededChoices(seed), true);
        var troubles = again.run();
        return new Failure(seed, troubles, again.world().history());
    }

    /// Work of one share.
    interface Share {
        void run(int number);
    }

    /// Virtual threads hand their turns to each other faster than to others.
    static void all(int shares, Share work) {
        var levels = LOGGERS.stream().map(Logger::getLevel).toList();
        LOGGERS.forEach(it -> it.setLevel(Level.OFF));
        try {
            start(shares, work);
        } finally {
            for (int i = 0; i < levels.size(); i++) {
                LOGGERS.get(i).setLevel(levels.get(i));
            }
        }
    }

    private static void start(int shares, Share work) {
        var tasks = new ArrayList<FutureTask<?>>();
        for (int i = 0; i < shares; i++) {
            int share = i;
            var task = new FutureTask<>(() -> work.run(share), null);
            tasks.add(task);
            Thread.ofVirtual().name("simulation-" + i).start(task);
        }
        for (var task : tasks) {
            try {
                task.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
    }
}
