package io.shoudan.launcher;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What must run before any service: the guardian, PostgreSQL and Kafka.
///
/// Stopping may begin at any moment, also in the middle of starting: it waits for the step that is
/// being taken, and no step is taken after it.
final class Infrastructure implements AutoCloseable {

    /// How often a start of PostgreSQL is tried after it ended.
    private static final int MAX_TRIES = 5;

    private final DataDirectory directory;
    private final Ports ports;
    private final Secrets secrets;
    private final Output output;
    private final Guardian guardian;
    private final ReentrantLock steps = new ReentrantLock();
    private boolean stopped;
    private @Nullable PostgresServer postgres;
    private @Nullable KafkaBroker kafka;

    private Infrastructure(DataDirectory directory, Ports ports, Secrets secrets, Output output) {
        this.directory = directory;
        this.ports = ports;
        this.secrets = secrets;
        this.output = output;
        this.guardian = Guardian.start(directory);
    }

    /// Starts the guardian alone; nothing is watched yet.
    static Infrastructure under(
            DataDirectory directory, Ports ports, Secrets secrets, Output output) {
        // Kafka's log system reads these when the first of its classes is loaded.
        System.setProperty("shoudan.logs", directory.logs().toString());
        System.setProperty("log4j2.configurationFile", "io/shoudan/launcher/log4j2.xml");
        return new Infrastructure(directory, ports, secrets, output);
    }

    Guardian guardian() {
        return guardian;
    }

    /// Starts PostgreSQL, and from then on starts it again when it ends.
    void startPostgres() {
        PostgresServer first = openPostgres();
        Thread.ofVirtual().name("watch-postgres").start(() -> watch(first));
    }

    private PostgresServer openPostgres() {
        step(
                "PostgreSQL",
                () -> postgres = PostgresServer.start(directory, ports.postgres(), secrets));
        return Objects.requireNonNull(postgres);
    }

    private void watch(PostgresServer first) {
        PostgresServer server = first;
        long earliest = System.nanoTime();
        try {
            while (true) {
                server.awaitEnd();
                long early = earliest - System.nanoTime();
                if (early > 0) {
                    Thread.sleep(Duration.ofNanos(early));
                }
                earliest = System.nanoTime() + Supervisor.RESTART_INTERVAL.toNanos();
                server = openAgain(server);
            }
        } catch (InterruptedException | StartFailure e) {
            if (!stopped()) {
                output.say("PostgreSQL is not started again: " + e.getMessage());
            }
        }
    }

    /// @throws StartFailure if it does not start after some tries, or the house is closed
    private PostgresServer openAgain(PostgresServer ended) throws InterruptedException {
        for (int tries = 1; ; tries++) {
            steps.lock();
            try {
                if (!stopped) {
                    output.say(
                            "PostgreSQL has ended and is started again; what it said is in "
                                    + directory.logs().resolve("postgres.log"));
                    ended.close(); // Lets go of what the library keeps for it.
                }
                return openPostgres();
            } catch (IOException | StartFailure e) {
                if (stopped || tries == MAX_TRIES) {
                    throw new StartFailure(String.valueOf(e.getMessage()), e);
                }
            } finally {
                steps.unlock();
            }
            Thread.sleep(Supervisor.RESTART_INTERVAL);
        }
    }

    private boolean stopped() {
        steps.lock();
        try {
            return stopped;
        } finally {
            steps.unlock();
        }
    }

    /// Kafka runs in this process: what ends it ends the house, and the guardian clears up.
    void startKafka() {
        step(
                "Kafka",
                () ->
                        kafka =
                                KafkaBroker.start(
                                        directory.kafka(), ports.kafka(), ports.kafkaController()));
    }

    private void step(String name, Runnable start) {
        steps.lock();
        try {
            if (stopped) {
                throw new StartFailure("stopped before " + name + " was started");
            }
            output.say("starting " + name + " …");
            long begin = System.nanoTime();
            start.run();
            output.say(
                    name
                            + " accepts after "
                            + Output.seconds(Duration.ofNanos(System.nanoTime() - begin)));
        } finally {
            steps.unlock();
        }
    }

    /// Kafka first, PostgreSQL last; then the guardian is let go.
    @Override
    public void close() {
        steps.lock();
        try {
            if (stopped) {
                return;
            }
            stopped = true;
            if (kafka != null) {
                kafka.close();
            }
            if (postgres != null) {
                postgres.close();
            }
            guardian.close();
        } catch (IOException | StartFailure e) {
            // The guardian stops what is left, as it does after a kill.
            output.say("not everything could be stopped in order: " + e);
        } finally {
            steps.unlock();
        }
    }
}
