package io.shoudan.system.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.shoudan.system.RunningHouse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The bugs that `system-tests/planted-bugs` plants fit the sources as they are now, so that none
/// becomes a change of nothing.
class BugsIT {

    @TempDir private Path folder;

    @Test
    void everyBugCanBePlanted() throws Exception {
        var workshop = new Workshop(RunningHouse.ROOT, folder);
        for (var bug : Bugs.all()) {
            var service = bug.edits().getFirst().service();
            assertThat(workshop.compile(service, bug.edits())).as(bug.name()).isNotEmptyDirectory();
        }
    }

    @Test
    void theBugsOfANestCanBePlantedTogether() throws Exception {
        var workshop = new Workshop(RunningHouse.ROOT, folder);
        for (var nest : Bugs.NESTS) {
            assertThat(workshop.home(nest.bugs())).isDirectory();
        }
    }

    @Test
    void everyBugCanBeNoticedAsWhatItIs() {
        assertThat(Bugs.all()).hasSizeGreaterThanOrEqualTo(12);
        assertThat(Bugs.all().stream().map(Bug::name)).doesNotHaveDuplicates();
        for (var nest : Bugs.NESTS) {
            assertThat(nest.bugs()).allMatch(it -> !it.signs().isEmpty());
            assertThat(nest.bugs().stream().flatMap(it -> it.signs().stream()))
                    .doesNotHaveDuplicates();
        }
    }
}
