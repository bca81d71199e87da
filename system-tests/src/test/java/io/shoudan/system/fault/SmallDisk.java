package io.shoudan.system.fault;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A disk of its own for a folder, small enough to be filled: a file that is mounted there. Only
/// root can do that.
final class SmallDisk implements AutoCloseable {

    private static final long BYTES = 700L << 20;
    private static final int PIECE_BYTES = 1 << 20;

    private final Path folder;
    private final Path image;

    private SmallDisk(Path folder, Path image) {
        this.folder = folder;
        this.image = image;
    }

    /// Empty if this user or this machine can't.
    static Optional<SmallDisk> mountedOn(Path folder) throws IOException {
        Files.createDirectories(folder);
        var disk = new SmallDisk(folder, folder.resolveSibling("small.disk"));
        try (var file = new RandomAccessFile(disk.image.toFile(), "rw")) {
            file.setLength(BYTES);
        }
        boolean mounted =
                done("mkfs.ext4", "-q", "-F", disk.image.toString())
                        && done("mount", "-o", "loop", disk.image.toString(), folder.toString());
        if (!mounted) {
            Files.delete(disk.image);
            return Optional.empty();
        }
        return Optional.of(disk);
    }

    /// Leaves no room.
    void fill() {
        try (var out = Files.newOutputStream(filling())) {
            for (int size = PIECE_BYTES; size > 0; ) {
                try {
                    out.write(new byte[size]);
                } catch (IOException _) {
                    size /= 2; // Whatever still fits.
                }
            }
        } catch (IOException _) {
            // What was still to be written finds no room either.
        }
    }

    /// Makes room again.
    void free() throws IOException {
        Files.deleteIfExists(filling());
    }

    private Path filling() {
        return folder.resolve("filling");
    }

    /// Once nobody uses it any more.
    @Override
    public void close() {
        done("umount", folder.toString());
        try {
            Files.delete(image);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean done(String... command) {
        try {
            var process =
                    new ProcessBuilder(List.of(command))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException _) {
            return false; // There is no such program.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
