package io.shoudan.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.ZipFile;

/// What lets one service start in half the time: its jar taken apart, because the JVM keeps no
/// classes of jars within jars, and the classes that a start loads, in an AOT cache made by
/// [Rehearsal].
///
/// All of it lies in the folder `start` beside the jar, and is used only if it was made from that
/// very jar. Without it the service runs from the jar.
final class StartCache {

    private final Path jar;
    private final Path folder;

    private StartCache(Path jar) {
        this.jar = jar;
        this.folder = jar.resolveSibling("start");
    }

    /// @throws StartFailure if `module` was not built
    static StartCache of(Path home, String module) {
        Path target = home.resolve(module).resolve("target");
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, module + "-*-app.jar")) {
            for (Path jar : jars) {
                return new StartCache(jar);
            }
        } catch (IOException e) {
            throw new StartFailure("cannot look into " + target + ": " + e, e);
        }
        throw new StartFailure("not built: " + module + "; ./mvnw -DskipTests package builds it");
    }

    /// The packed jar, as Maven made it.
    Path jar() {
        return jar;
    }

    /// Where the jar is taken apart to.
    Path folder() {
        return folder;
    }

    Path unpackedJar() {
        return folder.resolve(jar.getFileName());
    }

    Path classes() {
        return folder.resolve("classes.aot");
    }

    /// What takes the jar apart, into a folder that must not exist.
    List<String> unpackingCommand() {
        List<String> command = new ArrayList<>(Programs.java());
        command.addAll(
                List.of(
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--destination",
                        folder.toString()));
        return command;
    }

    /// What comes after the JVM's other options to start the service, as fast as can be.
    List<String> startOptions() {
        return usable()
                // The JVM itself looks whether the cache fits. If not, it starts without: nothing
                // that the reader of a service's log should be alarmed by.
                ? List.of(
                        "-XX:AOTCache=" + classes(),
                        "-Xlog:aot*=off",
                        "-Xlog:cds*=off",
                        "-jar",
                        unpackedJar().toString())
                : List.of("-jar", jar.toString());
    }

    /// Whether a cache is there that was made from this jar, by this JVM.
    boolean usable() {
        try {
            return Files.exists(classes())
                    && Files.exists(origin())
                    && Files.readString(origin()).equals(fingerprint());
        } catch (IOException _) {
            return false; // Taken away meanwhile, by a build.
        }
    }

    /// Makes `cache` the one that is used from now on.
    void accept(Path cache) {
        try {
            Files.writeString(origin(), fingerprint());
            Files.move(cache, classes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path origin() {
        return folder.resolve("made-from");
    }

    /// The checksums of what is in the jar. Its own time tells nothing: every build gives the jar
    /// the same one, so that the same sources make the same bytes.
    private String fingerprint() throws IOException {
        var entries = new CRC32C();
        try (var zip = new ZipFile(jar.toFile())) {
            zip.stream()
                    .map(entry -> entry.getName() + " " + entry.getSize() + " " + entry.getCrc())
                    .map(line -> line.getBytes(StandardCharsets.UTF_8))
                    .forEach(entries::update);
            return "%08x of %d entries, java %s%n"
                    .formatted(
                            entries.getValue(), zip.size(), System.getProperty("java.vm.version"));
        }
    }
}
