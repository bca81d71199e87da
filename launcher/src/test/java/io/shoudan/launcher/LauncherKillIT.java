package io.shoudan.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a launcher leaves behind that is killed, that is stopped, and that finds another one at
/// work. Real processes, a real PostgreSQL and a real Kafka.
class LauncherKillIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir private Path data;

    private final Ports ports = Ports.free();
    private final List<Process> launchers = new ArrayList<>();

    @AfterEach
    void endLaunchers() throws Exception {
        for (Process launcher : launchers) {
            launcher.destroyForcibly().waitFor();
        }
        awaitNobody();
    }

    @Test
    void killLeavesNoProcessAndLosesNothing() throws Exception {
        Process launcher = launch();
        assertThat(awaitUp(launcher)).isTrue();
        try (var connection = connect("transaction");
                var statement = connection.createStatement()) {
            statement.execute("create table kept (id int)");
            statement.execute("insert into kept values (7)");
        }
        assertThat(processes()).as("sleeper, guardian, PostgreSQL").hasSizeGreaterThan(3);

        launcher.destroyForcibly().waitFor();
        awaitNobody();

        Process second = launch();
        assertThat(awaitUp(second)).isTrue();
        try (var connection = connect("transaction");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select id from kept")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(7);
        }
    }

    /// The next launcher must not need to know that the one before it was killed a moment ago.
    @Test
    void startsAgainAtOnceAfterAKill() throws Exception {
        Process launcher = launch();
        assertThat(awaitUp(launcher)).isTrue();
        launcher.destroyForcibly().waitFor();

        assertThat(awaitUp(launch())).isTrue();
    }

    @Test
    void terminatesCleanly() throws Exception {
        Process launcher = launch();
        assertThat(awaitUp(launcher)).isTrue();

        launcher.destroy();

        assertThat(launcher.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(launcher.exitValue()).isEqualTo(143);
        assertThat(data.resolve("postgres/data/postmaster.pid")).doesNotExist();
        assertThat(Files.readString(data.resolve("logs/postgres.log")))
                .contains("database system is shut down");
    }

    @Test
    void refusesADataDirectoryThatIsInUse() throws Exception {
        assertThat(awaitUp(launch())).isTrue();

        assertThatThrownBy(() -> DataDirectory.open(data, new Output(System.out, false)))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("is in use by another launcher (process ")
                .hasMessageContaining("--data DIR");
    }

    /// Durable whatever the library's defaults are, and closed to whoever has no password.
    @Test
    void setsPostgresqlUpToLastAndToAskForPasswords() throws Exception {
        assertThat(awaitUp(launch())).isTrue();

        try (var connection = connect("settlement")) {
            for (String name : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                assertThat(setting(connection, name)).as(name).isEqualTo("on");
            }
            assertThat(setting(connection, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(setting(connection, "server_version")).startsWith("18");
        }
        assertThatThrownBy(() -> connect("settlement", "postgres", "guess"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
        assertThatThrownBy(() -> connect("settlement", "merchant", password("merchant")))
                .as("a service's role in another service's database")
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied");
    }

    private Process launch() throws IOException {
        Process launcher =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx384m",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                System.getProperty("java.class.path"),
                                InfrastructureOnly.class.getName(),
                                data.toString(),
                                String.valueOf(ports.terminalTcp()))
                        .redirectErrorStream(true)
                        .start();
        launchers.add(launcher);
        return launcher;
    }

    private static boolean awaitUp(Process launcher) throws IOException {
        BufferedReader lines = launcher.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            System.out.println("launcher: " + line);
            if (line.equals("up")) {
                return true;
            }
        }
        return false;
    }

    private Connection connect(String database) throws SQLException {
        return connect(database, database, password(database));
    }

    private Connection connect(String database, String user, String password) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/" + database, user, password);
    }

    private String password(String database) {
        return PostgresServer.databasePassword(
                Secrets.in(data.resolve("secrets.properties")), database);
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("show " + name)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void awaitNobody() {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!processes().isEmpty() && System.nanoTime() < deadline) {
            Pause.briefly();
        }
        assertThat(processes()).isEmpty();
    }

    /// Every live process that has to do with this test's folder, by its command line or its
    /// working directory (PostgreSQL's workers have nothing else).
    private List<String> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(this::isOurs)
                .map(process -> process.pid() + " " + process.info().commandLine().orElse(""))
                .toList();
    }

    private boolean isOurs(ProcessHandle process) {
        if (process.info().commandLine().orElse("").contains(data.toString())) {
            return true;
        }
        Path workingDirectory = Path.of("/proc", String.valueOf(process.pid()), "cwd");
        try {
            return Files.readSymbolicLink(workingDirectory).startsWith(data);
        } catch (IOException | UnsupportedOperationException _) {
            return false; // Ended meanwhile, or a system without /proc.
        }
    }
}
