package io.shoudan.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The containers of docker-compose.yml under a name of their own, so that they share nothing with
/// others on this machine.
final class ComposeProject {

    private static final Path ROOT = SourceTree.ofProject().root();
    private static final Duration UP_LIMIT = Duration.ofMinutes(5);
    private static final Duration COMMAND_LIMIT = Duration.ofMinutes(10);

    private final String name = "shoudan-test-" + ProcessHandle.current().pid();
    private final int gatewayPort;
    private final int terminalPort;
    private final List<String> compose;

    private ComposeProject(int gatewayPort, int terminalPort) {
        this.gatewayPort = gatewayPort;
        this.terminalPort = terminalPort;
        this.compose =
                answers("docker", "compose", "version")
                        ? List.of("docker", "compose")
                        : List.of("docker-compose");
    }

    static ComposeProject onFreePorts() {
        return new ComposeProject(freePort(), freePort());
    }

    int gatewayPort() {
        return gatewayPort;
    }

    int terminalPort() {
        return terminalPort;
    }

    /// Builds the images, starts everything and returns when every container is healthy.
    void up() throws IOException, InterruptedException {
        compose("up", "-d", "--build");
        long deadline = System.nanoTime() + UP_LIMIT.toNanos();
        while (true) {
            String states =
                    output(
                            List.of(
                                    "docker",
                                    "ps",
                                    "--all",
                                    "--filter",
                                    "label=com.docker.compose.project=" + name,
                                    "--format",
                                    "{{.Names}} {{.Status}}"));
            if (states.lines().allMatch(line -> line.contains("(healthy)"))) {
                return;
            }
            if (System.nanoTime() > deadline) {
                compose("logs", "--tail", "60");
                throw new IllegalStateException("not healthy in time:\n" + states);
            }
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        }
    }

    void down() throws IOException, InterruptedException {
        compose("down", "--volumes", "--timeout", "10");
    }

    private void compose(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(compose);
        command.addAll(List.of("--project-name", name, "--file", "docker-compose.yml"));
        command.addAll(List.of(arguments));
        System.out.print(output(command));
    }

    private String output(List<String> command) throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder(command).directory(ROOT.toFile()).redirectErrorStream(true);
        builder.environment()
                .putAll(
                        Map.of(
                                "GATEWAY_PORT", String.valueOf(gatewayPort),
                                "TERMINAL_PORT", String.valueOf(terminalPort)));
        if (compose.size() == 1) {
            // The old program hands over to a builder plug-in that need not be there.
            builder.environment().put("COMPOSE_DOCKER_CLI_BUILD", "0");
            builder.environment().put("DOCKER_BUILDKIT", "0");
        }
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(COMMAND_LIMIT.toSeconds(), TimeUnit.SECONDS)
                || process.exitValue() != 0) {
            throw new IllegalStateException(String.join(" ", command) + "\n" + output);
        }
        return output;
    }

    private static boolean answers(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
