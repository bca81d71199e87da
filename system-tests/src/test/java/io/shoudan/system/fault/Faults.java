package io.shoudan.system.fault;

import io.shoudan.system.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;

/// What can break in a [FaultyHouse].
final class Faults {

    private static final Duration COMES_BACK = Duration.ofMinutes(2);

    /// On a full disk a start of PostgreSQL may fail, which takes the launcher a minute to notice.
    private static final Duration DATABASE_COMES_BACK = Duration.ofMinutes(4);

    /// Which share of the frames something befalls.
    private static final double SOME = 0.25;

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    private final FaultyHouse house;
    private final List<Fault> all = new ArrayList<>();

    private Faults(FaultyHouse house) {
        this.house = house;
    }

    static List<Fault> of(FaultyHouse house) {
        var faults = new Faults(house);
        house.programs().forEach(faults::program);
        faults.database();
        faults.line("terminals and host", house.terminalLine());
        faults.line("host and network", house.networkLine());
        faults.silentNetwork();
        faults.commits();
        faults.kafka();
        house.disk().ifPresent(faults::disk);
        return List.copyOf(faults.all);
    }

    /// A program that is killed is started again; one that is stopped goes on where it was.
    private void program(FaultyHouse.Program program) {
        all.add(
                Fault.of(
                        "kill -9 of " + program.service(),
                        program.name(),
                        0,
                        10,
                        () -> kill(program.process().get()),
                        () -> {
                            program.revive().run();
                            awaitAccepting(program);
                        }));
        all.add(
                frozen(
                        program.service(),
                        program.name(),
                        program.process(),
                        () -> awaitAccepting(program)));
    }

    private Fault frozen(
            String what, String target, Supplier<ProcessHandle> process, Fault.Act works) {
        var stopped = new ConcurrentLinkedDeque<ProcessHandle>();
        house.atTheEnd(() -> stopped.forEach(each -> signal("CONT", each)));
        return Fault.of(
                "SIGSTOP of " + what,
                target,
                5,
                90,
                () -> {
                    // First whoever might start more of them.
                    var parent = process.get();
                    stopped.push(parent);
                    signal("STOP", parent);
                    parent.descendants()
                            .forEach(
                                    each -> {
                                        stopped.push(each);
                                        signal("STOP", each);
                                    });
                },
                () -> {
                    stopped.forEach(each -> signal("CONT", each));
                    stopped.clear();
                    works.go();
                });
    }

    private void database() {
        all.add(
                Fault.of(
                        "immediate stop of PostgreSQL",
                        "PostgreSQL",
                        0,
                        1,
                        () -> {
                            var server = house.postgres();
                            signal("QUIT", server);
                            server.onExit().join();
                        },
                        this::awaitDatabase));
        all.add(frozen("PostgreSQL", "PostgreSQL", house::postgres, this::awaitDatabase));
    }

    private void line(String between, FrameProxy line) {
        for (var mishap : Mishap.values()) {
            all.add(
                    Fault.of(
                            "between " + between + ": " + mishap.words(),
                            between,
                            4,
                            15,
                            () -> line.afflict(mishap, SOME),
                            line::heal));
        }
    }

    /// Takes everything and says nothing.
    private void silentNetwork() {
        all.add(
                Fault.of(
                        "network that never answers",
                        "host and network",
                        20,
                        40,
                        () -> house.networkLine().afflict(Mishap.ANSWERS_LOST, 1),
                        house.networkLine()::heal));
    }

    private void kafka() {
        all.add(
                Fault.of(
                        "kill -9 of Kafka",
                        "Kafka",
                        0,
                        10,
                        () -> kill(house.kafka().process()),
                        () -> {
                            house.kafka().start();
                            house.awaitKafka();
                        }));
        all.add(frozen("Kafka", "Kafka", house.kafka()::process, house::awaitKafka));
    }

    private void commits() {
        all.add(
                Fault.of(
                        "connection cut during COMMIT",
                        "commits",
                        4,
                        12,
                        () -> house.databaseLine().cut(SOME),
                        house.databaseLine()::heal));
    }

    private void disk(SmallDisk disk) {
        all.add(
                Fault.of(
                        "full disk under PostgreSQL",
                        "PostgreSQL",
                        3,
                        15,
                        disk::fill,
                        () -> {
                            disk.free();
                            awaitDatabase();
                        }));
    }

    private static void kill(ProcessHandle process) {
        process.destroyForcibly();
        process.onExit().join();
    }

    private static void signal(String name, ProcessHandle process) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    static void awaitAccepting(FaultyHouse.Program program) {
        Await.until(COMES_BACK, () -> accepts(program.readiness()), program::name);
    }

    private static boolean accepts(URI readiness) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(readiness).timeout(Duration.ofSeconds(3)).build();
            return CLIENT.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private void awaitDatabase() {
        Await.until(
                DATABASE_COMES_BACK,
                () ->
                        house.house().databases().values().stream()
                                .allMatch(
                                        it -> {
                                            try (var connection =
                                                    DriverManager.getConnection(
                                                            it.url(), it.user(), it.password())) {
                                                return connection.isValid(1);
                                            } catch (SQLException _) {
                                                return false;
                                            }
                                        }),
                () -> "PostgreSQL");
    }
}
