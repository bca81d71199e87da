package io.shoudan.launcher;

import io.shoudan.simulator.terminal.StateFile;
import io.shoudan.simulator.terminal.Terminal;
import io.shoudan.simulator.terminal.TerminalSettings;
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
        boolean held =
                options.demo() == Options.DemoChoice.STAY || runDemo(directory, gateway, secrets);
        if (held && options.demo() != Options.DemoChoice.RUN_AND_STOP) {
            sayWhatToTry(directory, gateway, secrets);
        }
        return held;
    }

    private void makeDemoData(URI gateway, Secrets secrets) throws InterruptedException {
        output.say("making the demo data …");
        var operator = new ApiCaller(gateway, Programs.OPERATOR, Programs.operatorSecret(secrets));
        new DemoData(operator, Programs.keyTransportKey(secrets)).make(clientSecrets(secrets));
        Ports ports = options.ports();
        String password = PostgresServer.databasePassword(secrets, "merchant");
        try (var arrivals = Arrivals.of(ports.kafka(), ports.postgres(), password)) {
            arrivals.await();
        }
    }

    private boolean runDemo(DataDirectory directory, URI gateway, Secrets secrets)
            throws InterruptedException {
        DemoMerchant merchant = DemoMerchant.FIRST;
        var settings =
                TerminalSettings.of(
                        Ports.HOST,
                        options.ports().terminalTcp(),
                        merchant.terminalId(),
                        merchant.merchantId(),
                        merchant.mainKey());
        String secret = clientSecrets(secrets).get(merchant.clientId());
        try (var state = StateFile.open(directory.terminalState(merchant.terminalId()));
                var terminal = new Terminal(settings, state.load(), state::save)) {
            var api = new ApiCaller(gateway, merchant.clientId(), secret);
            var http = "http://" + Ports.HOST + ":" + options.ports().networkHttp();
            var network = new NetworkRecord(URI.create(http));
            return new Demo(terminal, merchant, api, network, output).run();
        }
    }

    private void sayWhatToTry(DataDirectory directory, URI gateway, Secrets secrets) {
        DemoMerchant merchant = DemoMerchant.FIRST;
        output.say("three commands to try next:");
        output.say(
                "  ./run terminal purchase --amount 12.34 --card 6225000000000014"
                        + terminalOptions(directory));
        output.say(
                "  token=$(curl -s -u %s:%s -d grant_type=client_credentials %s/oauth2/token"
                                .formatted(
                                        merchant.clientId(),
                                        clientSecrets(secrets).get(merchant.clientId()),
                                        gateway)
                        + " | sed 's/.*\"access_token\":\"\\([^\"]*\\).*/\\1/')");
        output.say(
                "  curl -s -H \"Authorization: Bearer $token\" '%s/v1/transactions?limit=5'"
                        .formatted(gateway));
        output.say("Ctrl-C stops everything; the data stays in " + directory.root());
    }

    /// What the terminal on the command line can't know by itself.
    private String terminalOptions(DataDirectory directory) {
        Path state = directory.terminalState(DemoMerchant.FIRST.terminalId());
        String port =
                options.ports().equals(Ports.DEFAULT)
                        ? ""
                        : " --port " + options.ports().terminalTcp();
        return directory.root().equals(home.resolve(".shoudan").toAbsolutePath().normalize())
                ? port
                : port + " --state " + state;
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
        var infrastructure = Infrastructure.under(directory, options.ports(), secrets, output);
        owns(infrastructure::close);
        infrastructure.startPostgres();
        if (options.ports().ownKafka()) {
            infrastructure.startKafka();
        }
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
