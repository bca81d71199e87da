package io.shoudan.system;

import io.shoudan.launcher.ApiCaller;
import io.shoudan.launcher.Arrivals;
import io.shoudan.launcher.DemoMerchant;
import io.shoudan.launcher.TerminalSetup;
import io.shoudan.simulator.terminal.Terminal;
import io.shoudan.simulator.terminal.TerminalSettings;
import io.shoudan.system.history.Sources;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The whole house as `./run` starts it, on ports and in a folder of its own.
public final class RunningHouse implements AutoCloseable {

    /// How many neighbouring ports a house has, from its base port on.
    public static final int PORTS = 11;

    /// Where the project is built.
    public static final Path ROOT = SourceTree.ofProject().root();

    private static final Duration START_LIMIT = Duration.ofMinutes(4);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /// Terminals that tests bind for themselves; the demo's are 90010001 and 90010002.
    private static final AtomicInteger NEXT_TERMINAL = new AtomicInteger(90_020_001);

    private final Process launcher;
    private final Path data;
    private final int basePort;
    private final List<String> lines = new ArrayList<>();
    private final CountDownLatch ready = new CountDownLatch(1);
    private volatile boolean closing;

    private RunningHouse(Process launcher, Path data, int basePort) {
        this.launcher = launcher;
        this.data = data;
        this.basePort = basePort;
    }

    /// Starts it and waits for the line that says `ready`.
    static RunningHouse start(Path data, int basePort, String... options)
            throws IOException, InterruptedException {
        return start(ROOT, data, basePort, Map.of(), options);
    }

    /// @param home        where the programs are
    /// @param environment of all its processes, besides this one's own
    public static RunningHouse start(
            Path home, Path data, int basePort, Map<String, String> environment, String... options)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx384m",
                                "-XX:+UseSerialGC",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-Dshoudan.home=" + home,
                                "-jar",
                                launcherJar().toString(),
                                "--data",
                                data.toString(),
                                "--base-port",
                                String.valueOf(basePort)));
        command.addAll(List.of(options));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        var house = new RunningHouse(builder.start(), data, basePort);
        Thread.ofVirtual().start(house::listen);
        if (!house.ready.await(START_LIMIT.toSeconds(), TimeUnit.SECONDS) || !house.alive()) {
            house.close();
            throw new IllegalStateException("not ready:\n" + String.join("\n", house.lines()));
        }
        return house;
    }

    /// What the launcher is built into; it finds its libraries by itself.
    public static Path launcherJar() {
        return ROOT.resolve("launcher/target/launcher-0.1.0-SNAPSHOT.jar");
    }

    /// The first of so many neighbours that nobody uses, below the range of outgoing connections.
    public static int freePorts(int count) {
        for (int attempt = 0; attempt < 100; attempt++) {
            int base = ThreadLocalRandom.current().nextInt(11_000, 30_000);
            if (IntStream.range(base, base + count).allMatch(RunningHouse::free)) {
                return base;
            }
        }
        throw new IllegalStateException("no " + count + " free ports in a row");
    }

    private static boolean free(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException _) {
            return false;
        }
    }

    private void listen() {
        try (BufferedReader reader = launcher.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                System.out.println("house: " + line);
                synchronized (lines) {
                    lines.add(line);
                }
                if (line.matches("ready\\b.*")) {
                    ready.countDown();
                }
            }
        } catch (IOException e) {
            // The stream is closed together with the house; before that, its lines would be missed.
            if (!closing) {
                throw new UncheckedIOException(e);
            }
        } finally {
            ready.countDown();
        }
    }

    boolean alive() {
        return launcher.isAlive();
    }

    /// What the launcher has said so far.
    List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    Path data() {
        return data;
    }

    int terminalPort() {
        return basePort;
    }

    URI gateway() {
        return URI.create("http://127.0.0.1:" + (basePort + 1));
    }

    public ApiCaller operator() {
        return new ApiCaller(gateway(), "operator", secret("client.operator.secret"));
    }

    ApiCaller caller(DemoMerchant merchant) {
        return new ApiCaller(
                gateway(),
                merchant.clientId(),
                secret("client." + merchant.clientId() + ".secret"));
    }

    /// A terminal of its own for a test, bound to `merchant` and with that merchant's main key,
    /// never signed on.
    Terminal newTerminal(DemoMerchant merchant) throws InterruptedException {
        return terminal(newTerminals(merchant, 1).getFirst(), merchant);
    }

    /// Binds so many terminals to `merchant`, with that merchant's main key; their numbers.
    public List<String> newTerminals(DemoMerchant merchant, int count) throws InterruptedException {
        List<String> all = new ArrayList<>();
        var setup = new TerminalSetup(operator(), secret("terminal.key-transport-key"));
        for (int i = 0; i < count; i++) {
            String terminalId = String.valueOf(NEXT_TERMINAL.getAndIncrement());
            setup.bind(terminalId, "TEST-" + terminalId, merchant);
            all.add(terminalId);
        }
        try (var arrivals =
                Arrivals.of(basePort + 9, basePort + 8, secret("postgres.merchant.password"))) {
            arrivals.await();
        }
        return all;
    }

    /// A terminal that need not be known.
    Terminal terminal(String terminalId, DemoMerchant merchant) {
        return new Terminal(
                TerminalSettings.of(
                        "127.0.0.1",
                        terminalPort(),
                        terminalId,
                        merchant.merchantId(),
                        merchant.mainKey()));
    }

    /// What the card network knows of one of its transactions, by its own record.
    String networkRecord(String retrievalReference) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:"
                                                + (basePort + 7)
                                                + "/record?rrn="
                                                + retrievalReference))
                        .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    /// The process of a service that the launcher started.
    public ProcessHandle service(String name) {
        return process("/" + name + "-");
    }

    /// The card network's process.
    public ProcessHandle network() {
        return process("NetworkSimulator");
    }

    /// @param part of its command line
    private ProcessHandle process(String part) {
        return launcher.descendants()
                .filter(p -> p.info().commandLine().orElse("").contains(part))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("not running: " + part));
    }

    /// The launcher's own process, in which Kafka runs.
    public ProcessHandle launcher() {
        return launcher.toHandle();
    }

    /// Where everything that a run leaves behind is read.
    public Sources sources() {
        Map<String, URI> metrics = new HashMap<>();
        Map<String, Long> processes = new HashMap<>();
        Map<String, Integer> ports =
                Map.of(
                        "transaction-service", basePort + 2,
                        "terminal-service", basePort + 3,
                        "settlement-service", basePort + 4,
                        "merchant-service", basePort + 5);
        ports.forEach(
                (service, port) -> {
                    metrics.put(
                            service,
                            URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"));
                    processes.put(service, service(service).pid());
                });
        return new Sources(
                databases(),
                "127.0.0.1:" + (basePort + 9),
                data.resolve("network-record.jsonl"),
                data.resolve("logs"),
                metrics,
                processes);
    }

    /// By service.
    public Map<String, Sources.Database> databases() {
        return Stream.of("transaction", "terminal", "settlement", "merchant")
                .collect(
                        Collectors.toMap(
                                name -> name + "-service",
                                name ->
                                        new Sources.Database(
                                                "jdbc:postgresql://127.0.0.1:%d/%s"
                                                        .formatted(basePort + 8, name),
                                                name,
                                                secret("postgres." + name + ".password"))));
    }

    private String secret(String name) {
        var secrets = new Properties();
        try {
            secrets.load(new StringReader(Files.readString(data.resolve("secrets.properties"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String secret = secrets.getProperty(name);
        return Objects.requireNonNull(secret, name);
    }

    /// Stops everything as Ctrl-C does.
    @Override
    public void close() {
        closing = true;
        launcher.destroy();
        launcher.onExit().orTimeout(60, TimeUnit.SECONDS).join();
    }
}
