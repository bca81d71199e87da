package io.shoudan.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

/// The folder where one installation keeps everything: databases, Kafka's log, secrets, logs.
///
/// One launcher at a time owns it, by a file lock that the operating system drops with the process.
final class DataDirectory implements AutoCloseable {

    /// Longer than the guardian of a killed launcher needs to stop everything.
    private static final Duration PREVIOUS_END = Duration.ofSeconds(15);

    private final Path root;
    private final FileChannel lockFile;

    private DataDirectory(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /// Creates the folder if need be and locks it. Waits until the guardian of a launcher that was
    /// killed a moment ago has stopped what it left behind.
    ///
    /// @throws StartFailure if another launcher owns the folder, or it can't be written
    static DataDirectory open(Path root, Output output) {
        try {
            Files.createDirectories(root);
            var lockFile =
                    FileChannel.open(
                            root.resolve("launcher.lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            if (lockFile.tryLock() == null) {
                String owner = Files.readString(root.resolve("launcher.lock")).strip();
                lockFile.close();
                throw new StartFailure(
                        root
                                + " is in use by another launcher (process "
                                + owner
                                + ")\nStop it, or keep this one's data elsewhere: ./run --data DIR"
                                + " --base-port N");
            }
            lockFile.truncate(0);
            lockFile.write(StandardCharsets.UTF_8.encode(ProcessHandle.current().pid() + "\n"), 0);
            lockFile.force(true);
            var directory = new DataDirectory(root, lockFile);
            Files.createDirectories(directory.logs());
            directory.awaitPreviousEnd(output);
            return directory;
        } catch (IOException e) {
            throw new StartFailure(
                    "cannot use the data directory "
                            + root
                            + ": "
                            + e
                            + "\nChoose another: --data DIR",
                    e);
        }
    }

    Path root() {
        return root;
    }

    Path logs() {
        return root.resolve("logs");
    }

    Path postgres() {
        return root.resolve("postgres");
    }

    /// The server's data proper, with its `postmaster.pid` while it runs.
    Path postgresCluster() {
        return postgres().resolve("data");
    }

    Path kafka() {
        return root.resolve("kafka");
    }

    Path secrets() {
        return root.resolve("secrets.properties");
    }

    /// The card network's own record, so that its story survives a restart as ours does.
    Path networkRecord() {
        return root.resolve("network-record.jsonl");
    }

    /// What a demo terminal remembers; `./run terminal` goes on from there.
    Path terminalState(String terminalId) {
        return root.resolve("terminal-" + terminalId + ".json");
    }

    /// Which guardian watches this folder; read by the next launcher.
    void rememberGuardian(ProcessHandle guardian) {
        try {
            Files.writeString(root.resolve("guardian.pid"), identity(guardian));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitPreviousEnd(Output output) throws IOException {
        Optional<ProcessHandle> guardian = previousGuardian();
        if (guardian.isEmpty()) {
            return;
        }
        output.say("waiting until the previous launcher's processes have stopped …");
        long deadline = System.nanoTime() + PREVIOUS_END.toNanos();
        while (guardian.get().isAlive() && System.nanoTime() < deadline) {
            Pause.briefly();
        }
    }

    private Optional<ProcessHandle> previousGuardian() throws IOException {
        Path file = root.resolve("guardian.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String remembered = Files.readString(file);
        String pid = remembered.split(" ", 2)[0];
        if (!pid.matches("[0-9]{1,10}")) {
            return Optional.empty();
        }
        // The time of its start tells it from a stranger that was given the same number since.
        return ProcessHandle.of(Long.parseLong(pid))
                .filter(ProcessHandle::isAlive)
                .filter(handle -> identity(handle).equals(remembered));
    }

    private static String identity(ProcessHandle process) {
        long started =
                process.info().startInstant().map(java.time.Instant::toEpochMilli).orElse(0L);
        return process.pid() + " " + started + "\n";
    }

    /// Removes a folder that nobody uses, with everything in it; none is fine too.
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /// Gives the folder free for the next launcher.
    @Override
    public void close() {
        try {
            lockFile.write(ByteBuffer.allocate(0));
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
