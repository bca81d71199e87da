package io.shoudan.transaction.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The simulation is tested, too: every mistake is found soon, with its seed and its history.
class PlantedBugsTest {

    private static final int SEEDS = 5_000;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void isFound(Bug bug) {
        var failure =
                Objects.requireNonNull(
                        Runs.of(
                                1,
                                SEEDS,
                                (choices, recording) -> Simulation.with(bug, choices, recording)),
                        "must be found");

        assertThat(failure.toString())
                .contains("seed=" + failure.seed())
                .contains(failure.troubles().getFirst())
                .contains("commit");
    }

    @Test
    void nothingIsFoundWhereNothingIsPlanted() {
        assertThat(Runs.of(1, 500, Simulation::of)).isNull();
    }
}
