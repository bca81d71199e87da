package io.shoudan.transaction.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The state machine of payments on the tables that ship: what holds in memory holds there too.
///
/// `SHOUDAN_SIMULATION_SEED=N` in the environment runs one seed, `SHOUDAN_SQL_SIMULATION_SEEDS=N`
/// that many.
class SqlSimulationIT {

    private static final String SEEDS = "1000";

    private static final Map<Thread, TimelessDatabase> DATABASES = new ConcurrentHashMap<>();

    private static Deque<TimelessDatabase> unused;

    @Test
    void holdsUnderEverySeed() {
        var environment = System.getenv();
        var one = environment.get("SHOUDAN_SIMULATION_SEED");
        long first = one == null ? 1 : Long.parseLong(one);
        var count =
                one == null ? environment.getOrDefault("SHOUDAN_SQL_SIMULATION_SEEDS", SEEDS) : "1";

        assertThat(Runs.of(first, Long.parseLong(count), SqlSimulationIT::simulation)).isNull();
    }

    /// Each of the threads that simulate has a database of its own.
    private static Simulation simulation(Choices choices, boolean recording) {
        var database = DATABASES.computeIfAbsent(Thread.currentThread(), _ -> unused.removeFirst());
        return Simulation.on(world -> new SqlStorage(world, database), choices, recording);
    }

    /// Not on a virtual thread: servers start while classes do, and hold its carrier.
    @BeforeAll
    static void open() {
        unused = new ConcurrentLinkedDeque<>();
        for (int i = 0; i < Runs.TOGETHER; i++) {
            unused.add(new TimelessDatabase());
        }
    }

    @AfterAll
    static void close() {
        DATABASES.values().forEach(TimelessDatabase::close);
    }
}
