package io.shoudan.launcher;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What must run before any service: the guardian, PostgreSQL and Kafka.
///
/// Stopping may begin at any moment, also in the middle of starting: it waits for the step that is
/// being taken, and no step is taken after it.
final class Infrastructure implements AutoCloseable {

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

    void startPostgres() {
        step(
                "PostgreSQL",
                () -> postgres = PostgresServer.start(directory, ports.postgres(), secrets));
    }

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
