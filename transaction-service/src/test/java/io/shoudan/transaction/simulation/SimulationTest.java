package io.shoudan.transaction.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.transaction.payment.Edge;
import io.shoudan.transaction.payment.PaymentCells;
import io.shoudan.transaction.payment.Step;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The state machine of payments under every seed: nothing is lost and nothing happens twice.
///
/// `SHOUDAN_SIMULATION_SEED=N` in the environment runs one seed, `SHOUDAN_SIMULATION_SEEDS=N` that
/// many.
class SimulationTest {

    private static final String SEEDS = "100000";

    @Test
    void holdsUnderEverySeed() {
        var environment = System.getenv();
        var one = environment.get("SHOUDAN_SIMULATION_SEED");
        long first = one == null ? 1 : Long.parseLong(one);
        var count = one == null ? environment.getOrDefault("SHOUDAN_SIMULATION_SEEDS", SEEDS) : "1";

        assertThat(Runs.of(first, Long.parseLong(count), Simulation::of)).isNull();
    }

    /// What no seed reaches, no seed tests.
    @Test
    void reachesEveryEdgeAndStep() {
        Set<Object> reached = ConcurrentHashMap.newKeySet();
        Runs.all(
                1,
                _ -> {
                    for (long seed = 1; seed <= 3_000; seed++) {
                        var run = Simulation.of(new SeededChoices(seed), false);
                        run.run();
                        run.payments().all().forEach(it -> reached.addAll(taken(it)));
                    }
                });

        assertThat(Arrays.stream(Edge.values()).filter(it -> !BEYOND.contains(it)))
                .allSatisfy(it -> assertThat(reached).contains(it.from() + " " + it.to()));
        assertThat(Arrays.stream(Step.values()).filter(it -> !BEYOND.contains(it)))
                .allSatisfy(it -> assertThat(reached).contains(it));
    }

    /// Batches don't close in a simulation, nobody puts a reversal aside, and the network's echoes
    /// are right.
    private static final Set<Object> BEYOND =
            Set.of(
                    Edge.SEND_AFTER_ALL,
                    Edge.GIVE_UP,
                    Edge.CAPTURE,
                    Edge.SETTLE,
                    Edge.COMPENSATE_CAPTURED,
                    Edge.COMPENSATE_SETTLED,
                    Step.WRONG_ECHO,
                    Step.REVERSAL_DIFFERS,
                    Step.REVERSAL_QUARANTINED,
                    Step.REVERSAL_DECIDED,
                    Step.CAPTURED,
                    Step.CAPTURE_REVERSED,
                    Step.SETTLED);

    private static Set<Object> taken(PaymentCells row) {
        var taken =
                row.steps().stream()
                        .map(it -> (Object) it.step())
                        .collect(Collectors.toCollection(HashSet::new));
        Object before = null;
        for (var step : row.steps()) {
            if (step.transition() != null) {
                taken.add(before + " " + step.state());
                before = step.state();
            }
        }
        return taken;
    }

    /// The same seed is the same run, or a failure could not be looked at again.
    @Test
    void repeatsItself() {
        Runs.all(
                1,
                _ -> {
                    for (long seed = 1; seed <= 50; seed++) {
                        var one = Simulation.of(new SeededChoices(seed), true);
                        one.run();
                        var other = Simulation.of(new SeededChoices(seed), true);
                        other.run();
                        assertThat(other.world().history()).isEqualTo(one.world().history());
                    }
                });
    }
}
