package io.shoudan.system;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The whole house as `./run` starts it, on ports and in a folder of its own.
final class RunningHouse implements AutoCloseable {

    private static final Path ROOT = SourceTree.ofProject().root();
    private static final Duration START_LIMIT = Duration.ofMinutes(4);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /// Terminals that tests bind for themselves; the demo's are 90010001 and 90010002.
    private static final AtomicInteger NEXT_TERMINAL = new AtomicInteger(90_020_001);

    private final Process launcher;
    private final Path data;
    private final int basePort;
    private final List<String> lines = new ArrayList<>();
    private final CountDownLatch ready = new CountDownLatch(1);

    private RunningHouse(Process launcher, Path data, int basePort) {
        this.launcher = launcher;
        this.data = data;
        this.basePort = basePort;
    }

    /// Starts it and waits for the line that says `ready`.
    static RunningHouse start(Path data, int basePort, String... options)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx384m",
                                "-XX:+UseSerialGC",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-Dshoudan.home=" + ROOT,
                                "-jar",
                                ROOT.resolve("launcher/target/launcher-0.1.0-SNAPSHOT.jar")
                                        .toString(),
                                "--data",
                                data.toString(),
                                "--base-port",
                                String.valueOf(basePort)));
        command.addAll(List.of(options));
        var house =
                new RunningHouse(
                        new ProcessBuilder(command).redirectErrorStream(true).start(),
                        data,
                        basePort);
        Thread.ofVirtual().start(house::listen);
        if (!house.ready.await(START_LIMIT.toSeconds(), TimeUnit.SECONDS) || !house.alive()) {
            house.close();
            throw new IllegalStateException("not ready:\n" + String.join("\n", house.lines()));
        }
        return house;
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
            if (alive()) {
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

    ApiCaller operator() {
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
        String terminalId = String.valueOf(NEXT_TERMINAL.getAndIncrement());
        var setup = new TerminalSetup(operator(), secret("terminal.key-transport-key"));
        setup.bind(terminalId, "TEST-" + terminalId, merchant);
        try (var arrivals =
                Arrivals.of(basePort + 9, basePort + 8, secret("postgres.merchant.password"))) {
            arrivals.await();
        }
        return terminal(terminalId, merchant);
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
    ProcessHandle service(String name) {
        return launcher.descendants()
                .filter(p -> p.info().commandLine().orElse("").contains("/" + name + "-"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("not running: " + name));
    }

    /// Where everything that a run leaves behind is read.
    Sources sources() {
        Map<String, Sources.Database> databases = new HashMap<>();
        Map<String, URI> metrics = new HashMap<>();
        Map<String, Long> processes = new HashMap<>();
        Map<String, Integer> ports =
                Map.of(
                        "transaction", basePort + 2,
                        "terminal", basePort + 3,
                        "settlement", basePort + 4,
                        "merchant", basePort + 5);
        ports.forEach(
                (name, port) -> {
                    var service = name + "-service";
                    databases.put(
                            service,
                            new Sources.Database(
                                    "jdbc:postgresql://127.0.0.1:" + (basePort + 8) + "/" + name,
                                    name,
                                    secret("postgres." + name + ".password")));
                    metrics.put(
                            service,
                            URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"));
                    processes.put(service, service(service).pid());
                });
        return new Sources(
                databases,
                "127.0.0.1:" + (basePort + 9),
                data.resolve("network-record.jsonl"),
                data.resolve("logs"),
                metrics,
                processes);
    }

    private String secret(String name) {
        var secrets = new Properties();
        try {
            secrets.load(new StringReader(Files.readString(data.resolve("secrets.properties"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String secret = secrets.getProperty(name);
        assertThat(secret).as(name).isNotNull();
        return secret;
    }

    /// Stops everything as Ctrl-C does.
    @Override
    public void close() {
        launcher.destroy();
        launcher.onExit().orTimeout(60, TimeUnit.SECONDS).join();
    }
}
