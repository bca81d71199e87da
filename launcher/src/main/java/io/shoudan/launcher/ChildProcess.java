package io.shoudan.launcher;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A running program of ours: a service or the card network's simulator.
final class ChildProcess {

    /// Waits for a word before it becomes the program, so that no program runs which the guardian
    /// does not know. Ctrl-C reaches every process of the terminal's group; the launcher stops its
    /// children itself, in order.
    private static final String WRAPPER =
            "trap '' INT; read -r word || exit 0; exec \"$@\" </dev/null";

    /// Of the runs before; one that ends again and again would fill the disk.
    private static final int LOGS_KEPT = 5;

    private static final DateTimeFormatter TIME_IN_NAME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Process process;
    private final String name;
    private final Path log;

    private ChildProcess(Process process, String name, Path log) {
        this.process = process;
        this.name = name;
        this.log = log;
    }

    /// What to run.
    ///
    /// @param environment added to this process's environment; the place for secrets, because other
    ///                    users can read command lines
    record Program(String name, List<String> command, Map<String, String> environment) {}

    static ChildProcess start(Program program, Path logs, Guardian guardian) {
        Path log = logs.resolve(program.name() + ".log");
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", WRAPPER, program.name()));
        command.addAll(program.command());
        try {
            if (Files.exists(log)) {
                putAside(log, program.name());
            }
            File file = log.toFile();
            var builder =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.appendTo(file));
            builder.environment().putAll(program.environment());
            Process process = builder.start();
            guardian.watch(process);
            try (var input = process.getOutputStream()) {
                input.write("go\n".getBytes(StandardCharsets.US_ASCII));
            }
            return new ChildProcess(process, program.name(), log);
        } catch (IOException e) {
            throw new StartFailure("cannot start " + program.name() + ": " + e, e);
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    /// Blocks until the process has ended; its exit code.
    int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    void forgetIn(Guardian guardian) {
        guardian.forget(process);
    }

    void terminate() {
        process.destroy();
    }

    /// Waits until the process has ended, and kills it when it takes longer than `limit`.
    void awaitEndOrKill(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            process.waitFor();
        }
    }

    Path log() {
        return log;
    }

    /// Gives what an ended program said a file that the next run leaves alone, and says which.
    Path keepLog() {
        try {
            return putAside(log, name);
        } catch (IOException e) {
            throw new StartFailure("cannot keep " + log + ": " + e, e);
        }
    }

    /// The file is called by the time of its last line.
    private static Path putAside(Path log, String name) throws IOException {
        Instant ended = Files.getLastModifiedTime(log).toInstant();
        Path aside = log.resolveSibling(name + "." + TIME_IN_NAME.format(ended) + ".log");
        Files.move(log, aside, StandardCopyOption.REPLACE_EXISTING);
        List<Path> kept = new ArrayList<>();
        try (var found = Files.newDirectoryStream(log.getParent(), name + ".[0-9]*.log")) {
            found.forEach(kept::add);
        }
        kept.sort(Comparator.reverseOrder());
        for (Path old : kept.subList(Math.min(LOGS_KEPT, kept.size()), kept.size())) {
            Files.delete(old);
        }
        return aside;
    }

    /// The end of what the program said.
    List<String> lastLines(int count) {
        try (var lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            List<String> all = lines.toList();
            return all.subList(Math.max(0, all.size() - count), all.size());
        } catch (IOException | java.io.UncheckedIOException e) {
            return List.of("(cannot read " + log + ": " + e + ")");
        }
    }
}
