package io.shoudan.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shoudan.contracts.event.BindingChanged;
import io.shoudan.contracts.event.MerchantChanged;
import io.shoudan.contracts.event.TariffChanged;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What a launcher gives its services, and what it leaves behind that is killed or stopped. Real
/// processes, a real PostgreSQL and a real Kafka.
///
/// A start costs seconds, so tests share a launcher and its data; one that ends it leaves the next
/// test to start another.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LauncherKillIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir private static Path data;

    private final Ports ports = Ports.free();
    private @Nullable Process launcher;

    @AfterAll
    void endLauncher() throws Exception {
        if (launcher != null) {
            launcher.destroyForcibly().waitFor();
        }
        awaitNobody();
    }

    /// The next launcher must not need to know that the one before it was killed a moment ago.
    @Test
    void killLeavesNoProcessAndLosesNothing() throws Exception {
        Process first = running();
        try (var connection = connect("transaction");
                var statement = connection.createStatement()) {
            statement.execute("create table kept (id int)");
            statement.execute("insert into kept values (7)");
        }
        assertThat(processes()).as("sleeper, guardian, PostgreSQL").hasSizeGreaterThan(3);

        first.destroyForcibly().waitFor();
        Process second = running();

        try (var connection = connect("transaction");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select id from kept")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(7);
        }

        second.destroyForcibly().waitFor();
        awaitNobody();
    }

    @Test
    void startsPostgresqlAgainThatWasKilled() throws Exception {
        Process running = running();
        Path pid = data.resolve("postgres/data/postmaster.pid");
        String first = Files.readString(pid).lines().findFirst().orElseThrow();

        ProcessHandle.of(Long.parseLong(first)).orElseThrow().destroyForcibly();

        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (firstLine(pid).equals(first)) {
            assertThat(System.nanoTime()).as("not started again").isLessThan(deadline);
            Pause.briefly();
        }
        BufferedReader lines = running.inputReader();
        assertThat(lines.readLine()).startsWith("PostgreSQL has ended and is started again");
        assertThat(lines.readLine()).isEqualTo("starting PostgreSQL …");
        assertThat(lines.readLine()).startsWith("PostgreSQL accepts after ");
        connect("transaction").close();
    }

    /// Empty while there is no such file: it may go between a look and a read.
    private static String firstLine(Path file) throws IOException {
        try {
            return Files.readString(file).lines().findFirst().orElse("");
        } catch (NoSuchFileException _) {
            return "";
        }
    }

    @Test
    void terminatesCleanly() throws Exception {
        Process running = running();
        Path log = data.resolve("logs/postgres.log");
        int before = Files.readString(log).length();

        running.destroy();

        assertThat(running.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(running.exitValue()).isEqualTo(143);
        assertThat(data.resolve("postgres/data/postmaster.pid")).doesNotExist();
        assertThat(Files.readString(log).substring(before))
                .contains("database system is shut down");
    }

    @Test
    void refusesADataDirectoryThatIsInUse() throws Exception {
        running();

        assertThatThrownBy(() -> DataDirectory.open(data, new Output(System.out, false)))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("is in use by another launcher (process ")
                .hasMessageContaining("--data DIR");
    }

    /// Durable whatever the library's defaults are, and closed to whoever has no password.
    @Test
    void setsPostgresqlUpToLastAndToAskForPasswords() throws Exception {
        running();

        try (var connection = connect("settlement")) {
            for (String name : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                assertThat(setting(connection, name)).as(name).isEqualTo("on");
            }
            assertThat(setting(connection, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(setting(connection, "server_version")).startsWith("18");
        }
        assertThatThrownBy(() -> connect("settlement", "postgres", "guess"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
        assertThatThrownBy(() -> connect("settlement", "merchant", password("merchant")))
                .as("a service's role in another service's database")
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied");
    }

    /// `ready` is said after this wait: a purchase over a binding that transaction-service has not
    /// taken in would be declined.
    @Test
    void waitsUntilEveryReaderHasWhatMerchantServiceSaid() throws Exception {
        running();

        try (var connection = connect("merchant");
                var statement = connection.createStatement();
                var kafka = Admin.create(kafkaSettings());
                var arrivals = Arrivals.of(ports.kafka(), ports.postgres(), password("merchant"))) {
            statement.execute("create table outbox (id int)");
            statement.execute("insert into outbox values (1)");
            assertThatThrownBy(() -> arrivals.await(Duration.ZERO))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("merchant-service has not sent all of it to Kafka");

            statement.execute("delete from outbox");
            List<String> topics =
                    List.of(MerchantChanged.TOPIC, BindingChanged.TOPIC, TariffChanged.TOPIC);
            kafka.createTopics(topics.stream().map(it -> new NewTopic(it, 1, (short) 1)).toList())
                    .all()
                    .get();
            arrivals.await(); // Nothing was said.

            say(topics);
            assertThatThrownBy(() -> arrivals.await(Duration.ZERO))
                    .hasMessageContaining("settlement-service has 1 records of tariff.v1")
                    .hasMessageContaining("terminal-service has 1 records of binding.v1")
                    .hasMessageContaining("transaction-service has 1 records of merchant.v1");

            takesIn(kafka, "settlement-service", topics);
            takesIn(kafka, "terminal-service", topics);
            takesIn(kafka, "transaction-service", List.of(MerchantChanged.TOPIC));
            assertThatThrownBy(() -> arrivals.await(Duration.ZERO))
                    .hasMessageEndingWith(
                            ":\n    transaction-service has 1 records of binding.v1 to take in");

            takesIn(kafka, "transaction-service", List.of(BindingChanged.TOPIC));
            arrivals.await();
        }
    }

    private Map<String, Object> kafkaSettings() {
        return Map.of("bootstrap.servers", Ports.HOST + ":" + ports.kafka());
    }

    private void say(List<String> topics) throws Exception {
        var strings = new StringSerializer();
        try (var producer = new KafkaProducer<>(kafkaSettings(), strings, strings)) {
            for (String topic : topics) {
                producer.send(new ProducerRecord<>(topic, "key", "value")).get();
            }
        }
    }

    private static void takesIn(Admin kafka, String group, List<String> topics) throws Exception {
        var places =
                topics.stream()
                        .collect(
                                Collectors.toMap(
                                        topic -> new TopicPartition(topic, 0),
                                        _ -> new OffsetAndMetadata(1)));
        kafka.alterConsumerGroupOffsets(group, places).all().get();
    }

    /// The launcher that runs, or a new one.
    private Process running() throws IOException {
        if (launcher != null && launcher.isAlive()) {
            return launcher;
        }
        Process started =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx384m",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                System.getProperty("java.class.path"),
                                InfrastructureOnly.class.getName(),
                                data.toString(),
                                String.valueOf(ports.terminalTcp()))
                        .redirectErrorStream(true)
                        .start();
        launcher = started;
        assertThat(awaitUp(started)).isTrue();
        return started;
    }

    private static boolean awaitUp(Process launcher) throws IOException {
        BufferedReader lines = launcher.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            System.out.println("launcher: " + line);
            if (line.equals("up")) {
                return true;
            }
        }
        return false;
    }

    private Connection connect(String database) throws SQLException {
        return connect(database, database, password(database));
    }

    private Connection connect(String database, String user, String password) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/" + database, user, password);
    }

    private String password(String database) {
        return PostgresServer.databasePassword(
                Secrets.in(data.resolve("secrets.properties")), database);
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("show " + name)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void awaitNobody() {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!processes().isEmpty() && System.nanoTime() < deadline) {
            Pause.briefly();
        }
        assertThat(processes()).isEmpty();
    }

    /// Every live process that has to do with this test's folder, by its command line or its
    /// working directory (PostgreSQL's workers have nothing else).
    private List<String> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(this::isOurs)
                .map(process -> process.pid() + " " + process.info().commandLine().orElse(""))
                .toList();
    }

    private boolean isOurs(ProcessHandle process) {
        if (process.info().commandLine().orElse("").contains(data.toString())) {
            return true;
        }
        Path workingDirectory = Path.of("/proc", String.valueOf(process.pid()), "cwd");
        try {
            return Files.readSymbolicLink(workingDirectory).startsWith(data);
        } catch (IOException | UnsupportedOperationException _) {
            return false; // Ended meanwhile, or a system without /proc.
        }
    }
}
