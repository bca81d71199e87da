package io.shoudan.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of services that end. They are the JDK's web server and shell one-liners.
class SupervisorIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir private Path data;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Output output =
            new Output(new PrintStream(said, true, StandardCharsets.UTF_8), false);
    private final int port = Ports.free().gateway();

    private DataDirectory directory;
    private Guardian guardian;
    private Supervisor supervisor;

    @BeforeEach
    void open() {
        directory = DataDirectory.open(data, output);
        guardian = Guardian.start(directory);
        supervisor = new Supervisor(directory.logs(), guardian, output, Duration.ofMillis(200));
    }

    @AfterEach
    void close() throws Exception {
        supervisor.stop();
        guardian.close();
        directory.close();
    }

    @Test
    void showsTheLastWordsOfAServiceThatEndsWhileItStarts() {
        var broken =
                service("broken", List.of("/bin/sh", "-c", "echo no database; exit 3"), Map.of());

        assertThatThrownBy(() -> supervisor.start(List.of(broken)))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("broken ended while it was starting")
                .hasMessageContaining(directory.logs().resolve("broken.log").toString())
                .hasMessageContaining("no database");
    }

    @Test
    void startsAServiceAgainThatEnds() throws Exception {
        Service web = webServer();
        supervisor.start(List.of(web));
        long first = webServerProcess();

        ProcessHandle.of(first).orElseThrow().destroyForcibly();

        await(() -> webServerProcess() != 0 && webServerProcess() != first && accepts(web));
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("web ended with code 137 and is started again");
    }

    /// The first crash often tells the cause, and those that follow only its consequences.
    @Test
    void keepsWhatTheLastFewRunsSaid() throws Exception {
        for (int run = 1; run <= 7; run++) {
            var program =
                    new ChildProcess.Program("talker", List.of("echo", "run " + run), Map.of());
            var child = ChildProcess.start(program, directory.logs(), guardian);
            child.awaitEnd();
            child.forgetIn(guardian);
        }

        List<String> said = new ArrayList<>();
        try (var logs = Files.newDirectoryStream(directory.logs(), "talker.*")) {
            for (Path log : logs) {
                said.add(Files.readString(log).strip());
            }
        }
        assertThat(said)
                .containsExactlyInAnyOrder("run 2", "run 3", "run 4", "run 5", "run 6", "run 7");
    }

    @Test
    void stopsWhatItStarted() throws Exception {
        Service web = webServer();
        supervisor.start(List.of(web));
        ProcessHandle process = ProcessHandle.of(webServerProcess()).orElseThrow();

        supervisor.stop();

        process.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(said.toString(StandardCharsets.UTF_8)).doesNotContain("started again");
        assertThatThrownBy(() -> supervisor.start(List.of(web)))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("stopped before web was started");
    }

    /// Other users can read command lines; environments are private to the owner.
    @Test
    void tellsSecretsInTheEnvironment() throws Exception {
        var speaker =
                service(
                        "speaker",
                        List.of("/bin/sh", "-c", "echo heard $WORD; exit 1"),
                        Map.of("WORD", "plover"));

        assertThatThrownBy(() -> supervisor.start(List.of(speaker)))
                .hasMessageContaining("heard plover");
        assertThat(Files.readString(directory.logs().resolve("speaker.log")))
                .isEqualTo("heard plover\n");
    }

    private Service webServer() {
        return service(
                "web",
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-m",
                        "jdk.httpserver",
                        "-b",
                        Ports.HOST,
                        "-p",
                        String.valueOf(port),
                        "-d",
                        data.toString()),
                Map.of());
    }

    private Service service(String name, List<String> command, Map<String, String> environment) {
        return new Service(new ChildProcess.Program(name, command, environment), port, "/");
    }

    /// The process id of the child that serves this test's folder, 0 if there is none.
    private long webServerProcess() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains("-d " + data))
                .filter(child -> child.info().commandLine().orElse("").contains("jdk.httpserver"))
                .mapToLong(ProcessHandle::pid)
                .findFirst()
                .orElse(0);
    }

    private static boolean accepts(Service service) {
        try {
            return service.accepts();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still waiting").isLessThan(deadline);
            Pause.briefly();
        }
    }
}
