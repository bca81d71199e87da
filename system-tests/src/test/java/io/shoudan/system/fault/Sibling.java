package io.shoudan.system.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A process beside those of the launcher, which does not outlive this one, whatever ends it: a
/// second instance of a service, for example.
final class Sibling implements AutoCloseable {

    /// Becomes the program, and leaves somebody behind who ends it when the pipe breaks whose other
    /// end only this process has.
    private static final String WRAPPER =
            "log=$1; shift; exec 3<&0; (read -r _ <&3; kill -9 $$) &"
                    + " exec \"$@\" </dev/null >>\"$log\" 2>&1 3<&-";

    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private @Nullable Process process;

    private Sibling(List<String> command, Map<String, String> environment, Path log) {
        this.command = command;
        this.environment = environment;
        this.log = log;
    }

    /// Started exactly like `first`, as this machine remembers it, but for what `other` says.
    static Sibling of(ProcessHandle first, Map<String, String> other, Path log) {
        try {
            var folder = Path.of("/proc", String.valueOf(first.pid()));
            var environment = new HashMap<String, String>();
            for (var each : words(folder.resolve("environ"))) {
                int equals = each.indexOf('=');
                environment.put(each.substring(0, equals), each.substring(equals + 1));
            }
            environment.putAll(other);
            return new Sibling(words(folder.resolve("cmdline")), environment, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A program of ours of whose jars the launcher has copies.
    static Sibling program(List<String> command, Path log) {
        return new Sibling(command, System.getenv(), log);
    }

    private static List<String> words(Path file) throws IOException {
        var text = Files.readString(file, StandardCharsets.UTF_8);
        return Arrays.stream(text.split("\0")).filter(it -> !it.isEmpty()).toList();
    }

    /// Starts it, or starts it again.
    synchronized void start() {
        close();
        try {
            List<String> wrapped =
                    new ArrayList<>(List.of("/bin/sh", "-c", WRAPPER, "sibling", log.toString()));
            wrapped.addAll(command);
            var builder =
                    new ProcessBuilder(wrapped)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().clear();
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized ProcessHandle process() {
        if (process == null) {
            throw new IllegalStateException("must have been started: " + log);
        }
        return process.toHandle();
    }

    @Override
    public synchronized void close() {
        var old = process;
        process = null;
        if (old != null) {
            old.destroyForcibly().onExit().join();
        }
    }
}
