package io.shoudan.benchmarks.load;

import io.shoudan.launcher.DemoMerchant;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jpos.q2.Q2;

/// jPOS's Q2 as an acquirer, and a card network of its own: two processes like those of the house.
final class Q2Peer implements AutoCloseable {

    private static final String DATABASE = "q2";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final int port;
    private final List<Process> processes;

    private Q2Peer(int port, List<Process> processes) {
        this.port = port;
        this.processes = processes;
    }

    /// @param folder for what both write
    static Q2Peer start(Path folder, Postgres postgres, int terminals)
            throws IOException, InterruptedException, SQLException {
        Files.createDirectories(folder);
        postgres.create(DATABASE);
        int port = freePort();
        int network = freePort();
        var peer = new Q2Peer(port, new ArrayList<>());
        try {
            peer.run(
                    folder.resolve("network.out"),
                    List.of("-Xmx512m", "-XX:+UseParallelGC"),
                    List.of(
                            "io.shoudan.simulator.network.NetworkSimulator",
                            "--port",
                            "" + network,
                            "--http-port",
                            "" + freePort(),
                            "--max-transactions",
                            "500000",
                            "--record",
                            folder.resolve("network.jsonl").toString()),
                    Map.of());
            peer.await(network);
            peer.run(
                    folder.resolve("q2.out"),
                    List.of("-Xmx512m", "-XX:+UseParallelGC"),
                    List.of(
                            "io.shoudan.benchmarks.acquirer.Q2Acquirer",
                            folder.toString(),
                            "" + port,
                            "" + network,
                            "" + terminals,
                            DemoMerchant.FIRST.mainKey(),
                            postgres.url(DATABASE),
                            postgres.user()),
                    Map.of("PASSWORD", postgres.password()));
            peer.await(port);
            return peer;
        } catch (IOException | InterruptedException | RuntimeException e) {
            peer.close();
            throw e;
        }
    }

    static String version() {
        return "jPOS " + Q2.getVersion();
    }

    int port() {
        return port;
    }

    List<ProcessHandle> handles() {
        return processes.stream().map(Process::toHandle).toList();
    }

    private void run(
            Path output, List<String> jvm, List<String> program, Map<String, String> environment)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(program);
        var builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        processes.add(builder.start());
    }

    private void await(int listening) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && processes.getLast().isAlive()) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), listening)) {
                return;
            } catch (IOException _) {
                Thread.sleep(100);
            }
        }
        throw new IllegalStateException("must listen: port=" + listening);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
        processes.forEach(it -> it.onExit().orTimeout(60, TimeUnit.SECONDS).join());
    }
}
