package io.shoudan.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/// Everything that one launcher runs, from the lock on the data directory to the demo.
///
/// [#stop] may be called by another thread at any moment, also while [#open] is at work.
final class House {

    private final Path home;
    private final Options options;
    private final Output output;
    private final Deque<Runnable> ends = new ArrayDeque<>();
    private volatile boolean stopping;

    House(Path home, Options options, Output output) {
        this.home = home;
        this.options = options;
        this.output = output;
    }

    boolean stopping() {
        return stopping;
    }

    /// Starts everything, makes the demo data, says where it is, and runs the demo if asked to.
    ///
    /// @return whether every step of the demo held; true if it was not asked for
    /// @throws StartFailure if something does not start
    boolean open() throws InterruptedException {
        long begin = System.nanoTime();
        Ports ports = options.ports();
        var programs = new Programs(home, ports);
        var directory = DataDirectory.open(options.data(), output);
        owns(directory::close);
        ports.requireFree();
        Secrets secrets = Secrets.in(directory.secrets());
        var infrastructure = startInfrastructure(directory, secrets);
        var supervisor = new Supervisor(directory.logs(), infrastructure.guardian(), output);
        owns(supervisor::stop);
        supervisor.start(programs.all(directory, secrets));
        for (Ports.Named named : ports.named()) {
            output.say(named.purpose() + " " + named.address());
        }
        var elapsed = Duration.ofNanos(System.nanoTime() - begin);
        output.important("ready after " + Output.seconds(elapsed));
        return true;
    }

    private Infrastructure startInfrastructure(DataDirectory directory, Secrets secrets) {
        // Kafka's log system reads this when the first of its classes is loaded.
        System.setProperty("shoudan.logs", directory.logs().toString());
        System.setProperty("log4j2.configurationFile", "io/shoudan/launcher/log4j2.xml");
        var infrastructure = Infrastructure.under(directory, options.ports(), secrets, output);
        owns(infrastructure::close);
        infrastructure.startPostgres();
        infrastructure.startKafka();
        return infrastructure;
    }

    private void owns(Runnable end) {
        synchronized (ends) {
            if (stopping) {
                end.run();
                throw new StartFailure("stopped while starting");
            }
            ends.push(end);
        }
    }

    /// Stops everything in the opposite order of its start. Does nothing the second time.
    void stop() {
        synchronized (ends) {
            stopping = true;
            if (!ends.isEmpty()) {
                output.say("stopping …");
            }
            while (!ends.isEmpty()) {
                ends.pop().run();
            }
        }
    }
}
