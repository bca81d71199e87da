package io.shoudan.launcher;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

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
        var gateway = URI.create("http://" + Ports.HOST + ":" + ports.gateway());
        makeDemoData(gateway, secrets);
        for (Ports.Named named : ports.named()) {
            output.say(named.purpose() + " " + named.address());
        }
        var elapsed = Duration.ofNanos(System.nanoTime() - begin);
        sayCredentials(secrets);
        output.important("ready after " + Output.seconds(elapsed));
        return true;
    }

    private void makeDemoData(URI gateway, Secrets secrets) throws InterruptedException {
        output.say("making the demo data …");
        var operator = new ApiCaller(gateway, Programs.OPERATOR, Programs.operatorSecret(secrets));
        new DemoData(operator, Programs.keyTransportKey(secrets)).make(clientSecrets(secrets));
    }

    private static DemoData.ClientSecrets clientSecrets(Secrets secrets) {
        return new DemoData.ClientSecrets() {
            @Override
            public String get(String clientId) {
                return secrets.get("client." + clientId + ".secret");
            }

            @Override
            public void put(String clientId, String secret) {
                secrets.put("client." + clientId + ".secret", secret);
            }
        };
    }

    private void sayCredentials(Secrets secrets) {
        var clients = clientSecrets(secrets);
        output.say(
                "operator: client "
                        + Programs.OPERATOR
                        + ", secret "
                        + clients.get(Programs.OPERATOR));
        for (DemoMerchant merchant : List.of(DemoMerchant.FIRST, DemoMerchant.SECOND)) {
            output.say(
                    "merchant %s, terminal %s, main key %s: client %s, secret %s"
                            .formatted(
                                    merchant.merchantId(),
                                    merchant.terminalId(),
                                    merchant.mainKey(),
                                    merchant.clientId(),
                                    clients.get(merchant.clientId())));
        }
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
