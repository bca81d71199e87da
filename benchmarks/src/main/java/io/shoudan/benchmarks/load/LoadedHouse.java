package io.shoudan.benchmarks.load;

import io.shoudan.launcher.ApiCaller;
import io.shoudan.launcher.Arrivals;
import io.shoudan.launcher.DemoMerchant;
import io.shoudan.launcher.TerminalSetup;
import io.shoudan.simulator.terminal.TerminalSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// The house as `./run` starts it, but with JVMs as in production, on data of its own.
final class LoadedHouse implements AutoCloseable {

    /// The launcher's services are made to start fast; these come behind its options and win. What
    /// a rehearsal of such a start knows of methods would keep many from being compiled well.
    private static final String JVM =
            "-XX:AOTMode=off -XX:TieredStopAtLevel=4 -Xmx512m -XX:-UseSerialGC"
                    + " -XX:+UseParallelGC";

    private static final int START_MINUTES = 5;
    private static final int FIRST_TERMINAL = 90_030_001;

    private final Process launcher;
    private final Path data;
    private final int basePort;
    private final CountDownLatch ready = new CountDownLatch(1);

    private LoadedHouse(Process launcher, Path data, int basePort) {
        this.launcher = launcher;
        this.data = data;
        this.basePort = basePort;
    }

    /// @param home     of the project, built
    /// @param data     empty folder
    /// @param basePort the first of eleven free ports
    static LoadedHouse start(Path home, Path data, int basePort)
            throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--sun-misc-unsafe-memory-access=allow",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Dshoudan.home=" + home,
                                "-jar",
                                home.resolve("launcher/target/launcher-0.1.0-SNAPSHOT.jar")
                                        .toString(),
                                "--no-demo",
                                "--data",
                                data.toString(),
                                "--base-port",
                                String.valueOf(basePort))
                        .redirectErrorStream(true);
        builder.environment().put("_JAVA_OPTIONS", JVM);
        var house = new LoadedHouse(builder.start(), data, basePort);
        Thread.ofVirtual().start(house::listen);
        if (!house.ready.await(START_MINUTES, TimeUnit.MINUTES) || !house.launcher.isAlive()) {
            house.close();
            throw new IllegalStateException("must be ready: house; see " + data.resolve("logs"));
        }
        return house;
    }

    private void listen() {
        try (BufferedReader reader = launcher.inputReader()) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith("ready")) {
                    ready.countDown();
                }
            }
        } catch (IOException _) {
            // Closed: the launcher is going.
        } finally {
            ready.countDown();
        }
    }

    /// Binds `count` terminals and waits until every service knows them.
    List<TerminalBuyer> terminals(int count) throws InterruptedException {
        var operator = new ApiCaller(gateway(), "operator", secret("client.operator.secret"));
        var setup = new TerminalSetup(operator, secret("terminal.key-transport-key"));
        for (int i = 0; i < count; i++) {
            var terminalId = terminalId(i);
            setup.bind(terminalId, "LOAD-" + terminalId, DemoMerchant.FIRST);
        }
        try (var arrivals =
                Arrivals.of(basePort + 9, basePort + 8, secret("postgres.merchant.password"))) {
            arrivals.await();
        }
        return buyers(basePort, count);
    }

    /// The same terminals at whoever listens on `port`, not signed on.
    static List<TerminalBuyer> buyers(int port, int count) {
        var merchant = DemoMerchant.FIRST;
        return IntStream.range(0, count)
                .mapToObj(
                        i ->
                                new TerminalBuyer(
                                        TerminalSettings.of(
                                                "127.0.0.1",
                                                port,
                                                terminalId(i),
                                                merchant.merchantId(),
                                                merchant.mainKey())))
                .toList();
    }

    private static String terminalId(int number) {
        return String.valueOf(FIRST_TERMINAL + number);
    }

    /// In which a guest may keep what it writes.
    Path folder(String name) {
        return data.resolve(name);
    }

    int terminalPort() {
        return basePort;
    }

    Postgres postgres() {
        return new Postgres(basePort + 8, secret("postgres.password"));
    }

    URI gateway() {
        return URI.create("http://127.0.0.1:" + (basePort + 1));
    }

    /// The demo's first merchant, for whom all terminals sell.
    ApiCaller merchant() {
        var clientId = DemoMerchant.FIRST.clientId();
        return new ApiCaller(gateway(), clientId, secret("client." + clientId + ".secret"));
    }

    /// The launcher, in which Kafka runs, and everything that it started. PostgreSQL's first
    /// process is nobody's child, but names its folder.
    List<ProcessHandle> processes() {
        var all = new ArrayList<>(launcher.descendants().toList());
        all.add(launcher.toHandle());
        ProcessHandle.allProcesses()
                .filter(it -> ProcessorTime.commandLine(it.pid()).contains(data + "/postgres"))
                .filter(it -> !all.contains(it))
                .toList()
                .forEach(
                        it -> {
                            all.add(it);
                            all.addAll(it.children().toList());
                        });
        return all;
    }

    private String secret(String name) {
        var secrets = new Properties();
        try {
            secrets.load(new StringReader(Files.readString(data.resolve("secrets.properties"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return secrets.getProperty(name);
    }

    @Override
    public void close() {
        launcher.destroy();
        launcher.onExit().orTimeout(60, TimeUnit.SECONDS).join();
    }
}
