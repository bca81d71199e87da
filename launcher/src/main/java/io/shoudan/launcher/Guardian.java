package io.shoudan.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A small shell process that outlives this one and stops what it left behind: `guardian.sh`.
///
/// It reads a pipe whose other end only this process holds. The end of that pipe is the one sign of
/// a `kill -9` that needs nobody's help.
///
/// Safe for any number of threads.
final class Guardian implements AutoCloseable {

    private final Process process;
    private final OutputStream pipe;

    private Guardian(Process process) {
        this.process = process;
        this.pipe = process.getOutputStream();
    }

    static Guardian start(DataDirectory directory) {
        Path script = directory.root().resolve("guardian.sh");
        try (var source = Guardian.class.getResourceAsStream("guardian.sh")) {
            if (source == null) {
                throw new IllegalStateException("must be beside this class: guardian.sh");
            }
            Files.write(script, source.readAllBytes());
            List<String> command = new ArrayList<>();
            if (onPath("setsid")) {
                command.add("setsid");
            }
            command.add("/bin/sh");
            command.add(script.toString());
            command.add(directory.postgresCluster().toAbsolutePath().toString());
            var guardian =
                    new Guardian(
                            new ProcessBuilder(command)
                                    .redirectOutput(Redirect.DISCARD)
                                    .redirectError(Redirect.DISCARD)
                                    .start());
            directory.rememberGuardian(guardian.process.toHandle());
            return guardian;
        } catch (IOException e) {
            throw new StartFailure("cannot start the guardian " + script + ": " + e, e);
        }
    }

    /// From now on `process` does not survive this one.
    void watch(Process process) {
        tell("watch " + process.pid());
    }

    /// `process` has ended; its number may soon be somebody else's.
    void forget(Process process) {
        tell("forget " + process.pid());
    }

    private synchronized void tell(String line) {
        try {
            pipe.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            pipe.flush();
        } catch (IOException e) {
            throw new StartFailure("the guardian has gone: " + e, e);
        }
    }

    /// Everything has been stopped; the guardian has nothing left to do.
    @Override
    public void close() throws IOException {
        tell("done");
        pipe.close();
    }

    private static boolean onPath(String program) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }
}
