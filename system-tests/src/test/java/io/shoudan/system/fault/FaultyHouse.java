package io.shoudan.system.fault;

import io.shoudan.launcher.DemoMerchant;
import io.shoudan.simulator.terminal.Terminal;
import io.shoudan.simulator.terminal.TerminalSettings;
import io.shoudan.system.Await;
import io.shoudan.system.RunningHouse;
import io.shoudan.system.history.Sources;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A house as `./run` starts it, if wanted with a second instance of terminal-service and of
/// transaction-service, with a Kafka in a process of its own, and lines that can be disturbed:
/// from the terminals to both terminal-services, from both transaction-services to the card
/// network, from all services to PostgreSQL. For root, PostgreSQL has a small disk of its own.
final class FaultyHouse implements AutoCloseable {

    /// Behind the house's own: TCP and HTTP of the second terminal-service, HTTP of the second
    /// transaction-service. Where the house would have its Kafka is ours.
    private static final int MORE_PORTS = 3;

    /// Longer than a network takes to be given up, shorter than a real terminal's, so that a run
    /// has time for more.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// Something of the house that can be killed.
    ///
    /// @param service   what it is an instance of
    /// @param name      different for each instance
    /// @param process   as it is now
    /// @param revive    starts it again, if the launcher doesn't
    /// @param readiness answers 200 when it accepts work
    record Program(
            String service,
            String name,
            Supplier<ProcessHandle> process,
            Runnable revive,
            URI readiness) {}

    private final RunningHouse house;
    private final Path data;
    private final FrameProxy terminalLine;
    private final FrameProxy networkLine;
    private final CommitCutter databaseLine;
    private final Sibling kafka;
    private final @Nullable SmallDisk disk;
    private final List<Program> programs = new ArrayList<>();
    private final Map<String, Sibling> siblings = new HashMap<>();
    private final List<Runnable> ends = new CopyOnWriteArrayList<>();
    private final int basePort;

    private FaultyHouse(
            RunningHouse house,
            Path data,
            int basePort,
            FrameProxy terminals,
            FrameProxy network,
            CommitCutter database,
            Sibling kafka,
            @Nullable SmallDisk disk) {
        this.house = house;
        this.data = data;
        this.basePort = basePort;
        this.terminalLine = terminals;
        this.networkLine = network;
        this.databaseLine = database;
        this.kafka = kafka;
        this.disk = disk;
    }

    /// @param home  where the programs are
    /// @param pairs whether there are second instances
    static FaultyHouse start(Path home, Path data, Random random, boolean pairs)
            throws IOException, InterruptedException {
        int base = RunningHouse.freePorts(RunningHouse.PORTS + MORE_PORTS);
        int more = base + RunningHouse.PORTS;
        var terminals = new FrameProxy(Protocol.TERMINAL, List.of(base, more), random);
        var network = new FrameProxy(Protocol.NETWORK, List.of(base + 6), random);
        var database = new CommitCutter(base + 8, random);
        var disk = SmallDisk.mountedOn(data.resolve("postgres"));
        var kafka = kafka(data, base + 9);
        kafka.start();
        awaitListening(base + 9);
        // Comes before the environment, in which the launcher says otherwise.
        var settings =
                """
                {"shoudan.network.port": "%d",
                 "shoudan.terminal.transactions.urls": "%s",
                 "spring.datasource.url":
                   "jdbc:postgresql://127.0.0.1:%d/${SPRING_DATASOURCE_USERNAME}"}
                """
                        .formatted(
                                network.port(),
                                "http://127.0.0.1:"
                                        + (base + 2)
                                        + (pairs ? ",http://127.0.0.1:" + (more + 2) : ""),
                                database.port());
        var house =
                RunningHouse.start(
                        home,
                        data,
                        base,
                        Map.of("SPRING_APPLICATION_JSON", settings),
                        "--no-demo",
                        "--kafka-port",
                        String.valueOf(base + 9));
        var faulty =
                new FaultyHouse(
                        house, data, base, terminals, network, database, kafka, disk.orElse(null));
        try {
            faulty.furnish(pairs ? more : 0);
        } catch (RuntimeException e) {
            faulty.close();
            throw e;
        }
        return faulty;
    }

    /// The one of the launcher, but in a process of its own.
    private static Sibling kafka(Path data, int port) throws IOException {
        var logs = Files.createDirectories(data.resolve("logs"));
        return Sibling.program(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-Dshoudan.logs=" + logs,
                        "-Dlog4j2.configurationFile=io/shoudan/launcher/log4j2.xml",
                        "-cp",
                        RunningHouse.launcherJar().toString(),
                        "io.shoudan.launcher.KafkaBroker",
                        data.resolve("kafka").toString(),
                        String.valueOf(port),
                        String.valueOf(port + 1)),
                logs.resolve("kafka-process.log"));
    }

    private static void awaitListening(int port) {
        Await.until(
                Duration.ofMinutes(2),
                () -> {
                    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                        return socket.isConnected();
                    } catch (IOException _) {
                        return false;
                    }
                },
                () -> "nobody listens on " + port);
    }

    /// @param more first port of the second instances; 0 if there are none
    private void furnish(int more) {
        first("transaction-service", basePort + 2);
        first("terminal-service", basePort + 3);
        first("settlement-service", basePort + 4);
        first("merchant-service", basePort + 5);
        first("gateway-service", basePort + 1);
        programs.add(
                new Program(
                        "the card network",
                        "network-simulator",
                        house::network,
                        () -> {},
                        URI.create("http://127.0.0.1:" + (basePort + 7) + "/healthz")));
        if (more > 0) {
            second("terminal-service", more + 1, Map.of("SHOUDAN_TERMINAL_TCP_PORT", "" + more));
            second("transaction-service", more + 2, Map.of());
        }
        programs.forEach(Faults::awaitAccepting);
    }

    private void first(String service, int port) {
        programs.add(
                new Program(
                        service,
                        service,
                        () -> house.service(service),
                        () -> {}, // The launcher sees to it.
                        readiness(port)));
    }

    private void second(String service, int port, Map<String, String> more) {
        var name = service + "-2";
        var settings = new HashMap<>(more);
        settings.put("SERVER_PORT", String.valueOf(port));
        var sibling =
                Sibling.of(
                        house.service(service),
                        settings,
                        data.resolve("logs").resolve(name + ".log"));
        siblings.put(name, sibling);
        sibling.start();
        programs.add(new Program(service, name, sibling::process, sibling::start, readiness(port)));
    }

    private static URI readiness(int port) {
        return URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
    }

    List<Program> programs() {
        return List.copyOf(programs);
    }

    FrameProxy terminalLine() {
        return terminalLine;
    }

    FrameProxy networkLine() {
        return networkLine;
    }

    CommitCutter databaseLine() {
        return databaseLine;
    }

    Sibling kafka() {
        return kafka;
    }

    void awaitKafka() {
        awaitListening(basePort + 9);
    }

    /// @param end what must be done before the house can be closed, also in the middle of a fault
    void atTheEnd(Runnable end) {
        ends.add(end);
    }

    /// Where PostgreSQL keeps its data; empty if it shares the machine's.
    Optional<SmallDisk> disk() {
        return Optional.ofNullable(disk);
    }

    RunningHouse house() {
        return house;
    }

    ProcessHandle postgres() {
        try (var lines = Files.lines(data.resolve("postgres/data/postmaster.pid"))) {
            return ProcessHandle.of(Long.parseLong(lines.findFirst().orElseThrow().strip()))
                    .orElseThrow();
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL is not there", e);
        }
    }

    /// New terminals, half of them of each merchant, whose line is the one that can be disturbed.
    List<Terminal> terminals(int count) throws InterruptedException {
        List<Terminal> all = new ArrayList<>();
        for (var merchant : List.of(DemoMerchant.FIRST, DemoMerchant.SECOND)) {
            for (var terminalId : house.newTerminals(merchant, count / 2)) {
                var settings =
                        TerminalSettings.of(
                                "127.0.0.1",
                                terminalLine.port(),
                                terminalId,
                                merchant.merchantId(),
                                merchant.mainKey());
                all.add(new Terminal(settings.withTimeout(PATIENCE)));
            }
        }
        return all;
    }

    /// Of both instances.
    Sources sources() {
        var first = house.sources();
        var metrics = new HashMap<>(first.metrics());
        var processes = new HashMap<>(first.processes());
        for (var program : programs) {
            if (siblings.containsKey(program.name())) {
                metrics.put(program.name(), program.readiness().resolve("/actuator/prometheus"));
                processes.put(program.name(), program.process().get().pid());
            }
        }
        return new Sources(
                first.databases(),
                first.kafka(),
                first.networkRecord(),
                first.logs(),
                metrics,
                processes);
    }

    @Override
    public void close() {
        ends.forEach(Runnable::run);
        siblings.values().forEach(Sibling::close);
        house.close();
        kafka.close();
        try {
            terminalLine.close();
            networkLine.close();
            databaseLine.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } finally {
            if (disk != null) {
                disk.close();
            }
        }
    }
}
