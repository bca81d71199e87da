package io.shoudan.simulator.terminal;

import io.shoudan.simulator.UsageMistake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// A terminal's memory on disk, readable by its owner only. Replaced as a whole, so that a kill
/// leaves the old one or the new one.
///
/// Not safe for more than one thread; other processes are kept out while it is open.
public final class StateFile implements AutoCloseable {

    private static final long MAX_BYTES = 16 * 1024 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path path;
    private final FileChannel guard;

    private StateFile(Path path, FileChannel guard) {
        this.path = path;
        this.guard = guard;
    }

    /// Takes the file for this process, so that no trace number is used by two.
    ///
    /// @throws UsageMistake if another process has it
    public static StateFile open(Path path) {
        try {
            var parent = path.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            var guard =
                    FileChannel.open(
                            path.resolveSibling(path.getFileName() + ".lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (locked(guard)) {
                return new StateFile(path, guard);
            }
            guard.close();
            throw new UsageMistake("must be used by one command at a time: " + path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean locked(FileChannel guard) throws IOException {
        try {
            return guard.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    /// The memory as saved last; a blank one if there is none.
    ///
    /// @throws UsageMistake if the file is no terminal's memory
    public Memory load() {
        try {
            if (!Files.exists(path)) {
                return Memory.blank();
            }
            if (Files.size(path) > MAX_BYTES) {
                throw new UsageMistake("must be a terminal's state: " + path);
            }
            return Memory.of(JSON.readValue(Files.readAllBytes(path), Memory.Snapshot.class));
        } catch (JacksonException | IllegalArgumentException _) {
            throw new UsageMistake("must be a terminal's state: " + path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Replaces the file.
    public void save(Memory memory) {
        var fresh = path.resolveSibling(path.getFileName() + ".new");
        try {
            Files.deleteIfExists(fresh);
            Files.createFile(
                    fresh,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.write(fresh, JSON.writeValueAsBytes(memory.snapshot()), StandardOpenOption.WRITE);
            Files.move(
                    fresh,
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            guard.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
