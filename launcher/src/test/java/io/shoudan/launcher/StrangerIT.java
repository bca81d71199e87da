package io.shoudan.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `postmaster.pid` outlives a crash of the machine, and then names whoever was given the number
/// since: another PostgreSQL even. Nobody ends that one.
class StrangerIT {

    @TempDir private Path folder;
    private Path cluster;
    private Process stranger;

    /// A shell by the name of PostgreSQL, which waits for a line.
    @BeforeEach
    void enter() throws Exception {
        Path postgres = folder.resolve("bin/postgres");
        Files.createDirectory(postgres.getParent());
        Files.copy(Path.of("/bin/sh").toRealPath(), postgres);
        stranger =
                new ProcessBuilder(postgres.toString(), "-c", "read -r line", "-D", "/elsewhere")
                        .directory(new File("/"))
                        .start();
        cluster = Files.createDirectories(folder.resolve("postgres/data"));
        Files.writeString(cluster.resolve("postmaster.pid"), stranger.pid() + "\n");
    }

    @AfterEach
    void leave() throws Exception {
        stranger.destroyForcibly().waitFor();
    }

    @Test
    void isLeftAloneByTheNextStart() throws Exception {
        PostgresServer.endOrphan(cluster);

        assertStillThere();
        assertThat(cluster.resolve("postmaster.pid")).doesNotExist();
    }

    @Test
    void isLeftAloneByTheGuardian() throws Exception {
        Path script = folder.resolve("guardian.sh");
        try (var source = Guardian.class.getResourceAsStream("guardian.sh")) {
            Files.write(script, source.readAllBytes());
        }
        Process guardian =
                new ProcessBuilder("/bin/sh", script.toString(), cluster.toString()).start();

        guardian.getOutputStream().close(); // As when its launcher is killed.

        assertThat(guardian.waitFor()).isZero();
        assertStillThere();
    }

    /// Ends by the line only if no signal has ended it before.
    private void assertStillThere() throws Exception {
        try (var input = stranger.outputWriter()) {
            input.write("go\n");
        }
        assertThat(stranger.waitFor()).isZero();
    }
}
