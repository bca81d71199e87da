package io.shoudan.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The programs of the house: where their jars are and what they are told about each other.
///
/// Everything is told in environment variables, by the names under which the programs document
/// their properties. What is set in the launcher's own environment is theirs too, but does not
/// override it.
final class Programs {

    /// Enough for a terminal or two; a service that needs more fails visibly instead of swapping.
    private static final List<String> SMALL_JVM =
            List.of(
                    "-Xmx256m",
                    "-Xss512k",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseCompactObjectHeaders",
                    "-XX:+ExitOnOutOfMemoryError",
                    "--enable-native-access=ALL-UNNAMED");

    /// The operator that merchant-service makes at its first start.
    static final String OPERATOR = "operator";

    private final Path home;
    private final Ports ports;

    Programs(Path home, Ports ports) {
        this.home = home;
        this.ports = ports;
    }

    static String operatorSecret(Secrets secrets) {
        return secrets.password("client." + OPERATOR + ".secret");
    }

    /// Under which terminals' main keys travel to terminal-service.
    static String keyTransportKey(Secrets secrets) {
        return secrets.desKey("terminal.key-transport-key");
    }

    /// A service of ours with what it is told.
    record Configured(String name, int port, Map<String, String> environment) {}

    /// In the order of their start; stopped the other way round.
    List<Service> all(DataDirectory directory, Secrets secrets) {
        List<Service> all = new ArrayList<>();
        all.add(network(directory));
        for (Configured service : services(secrets)) {
            var options = StartCache.of(home, service.name()).startOptions();
            all.add(
                    new Service(
                            program(service, options),
                            service.port(),
                            "/actuator/health/readiness"));
        }
        return all;
    }

    List<Configured> services(Secrets secrets) {
        return List.of(
                merchant(secrets),
                transaction(secrets),
                settlement(secrets),
                terminal(secrets),
                gateway());
    }

    /// @param options the JVM's last options, which say what to run
    static ChildProcess.Program program(Configured service, List<String> options) {
        List<String> command = new ArrayList<>(java());
        command.addAll(SMALL_JVM);
        command.addAll(options);
        return new ChildProcess.Program(service.name(), command, service.environment());
    }

    private Service network(DataDirectory directory) {
        List<String> command = new ArrayList<>(java());
        command.addAll(
                List.of(
                        "-Xmx192m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        home.resolve("launcher/target/lib/*").toString(),
                        "io.shoudan.simulator.network.NetworkSimulator",
                        "--port",
                        String.valueOf(ports.networkTcp()),
                        "--http-port",
                        String.valueOf(ports.networkHttp()),
                        "--record",
                        directory.networkRecord().toString()));
        return new Service(
                new ChildProcess.Program("network-simulator", command, Map.of()),
                ports.networkHttp(),
                "/healthz");
    }

    private Configured merchant(Secrets secrets) {
        Map<String, String> environment = new HashMap<>();
        storesSecrets(environment, secrets);
        environment.put("SHOUDAN_BOOTSTRAP_OPERATOR_CLIENT_ID", OPERATOR);
        environment.put("SHOUDAN_BOOTSTRAP_OPERATOR_CLIENT_SECRET", operatorSecret(secrets));
        hasDatabase(environment, "merchant", secrets);
        return service("merchant-service", ports.merchantService(), environment);
    }

    private Configured transaction(Secrets secrets) {
        Map<String, String> environment = new HashMap<>();
        storesSecrets(environment, secrets);
        environment.put("SHOUDAN_NETWORK_HOST", Ports.HOST);
        environment.put("SHOUDAN_NETWORK_PORT", String.valueOf(ports.networkTcp()));
        hasDatabase(environment, "transaction", secrets);
        return service("transaction-service", ports.transactionService(), environment);
    }

    private Configured settlement(Secrets secrets) {
        Map<String, String> environment = new HashMap<>();
        hasDatabase(environment, "settlement", secrets);
        return service("settlement-service", ports.settlementService(), environment);
    }

    private Configured terminal(Secrets secrets) {
        Map<String, String> environment = new HashMap<>();
        storesSecrets(environment, secrets);
        environment.put("SHOUDAN_TERMINAL_TCP_ADDRESS", Ports.HOST);
        environment.put("SHOUDAN_TERMINAL_TCP_PORT", String.valueOf(ports.terminalTcp()));
        environment.put("SHOUDAN_TERMINAL_TRANSACTIONS_URLS", url(ports.transactionService()));
        environment.put("SHOUDAN_TERMINAL_HSM_KEY_TRANSPORT_KEY", keyTransportKey(secrets));
        environment.put(
                "SHOUDAN_TERMINAL_HSM_ZONE_PIN_KEY", secrets.desKey("terminal.zone-pin-key"));
        hasDatabase(environment, "terminal", secrets);
        return service("terminal-service", ports.terminalService(), environment);
    }

    private Configured gateway() {
        Map<String, String> environment = new HashMap<>();
        environment.put("SHOUDAN_GATEWAY_SERVICES_TRANSACTION", url(ports.transactionService()));
        environment.put("SHOUDAN_GATEWAY_SERVICES_TERMINAL", url(ports.terminalService()));
        environment.put("SHOUDAN_GATEWAY_SERVICES_SETTLEMENT", url(ports.settlementService()));
        environment.put("SHOUDAN_GATEWAY_SERVICES_MERCHANT", url(ports.merchantService()));
        return service("gateway-service", ports.gateway(), environment);
    }

    /// Wraps keys for storage, and proves itself to the other services.
    private static void storesSecrets(Map<String, String> environment, Secrets secrets) {
        environment.put("SHOUDAN_SECURITY_MASTER_KEY", "k1:" + secrets.key("security.master-key"));
        environment.put(
                "SHOUDAN_SECURITY_INTERNAL_SECRET", secrets.key("security.internal-secret"));
    }

    private void hasDatabase(Map<String, String> environment, String database, Secrets secrets) {
        environment.put(
                "SPRING_DATASOURCE_URL", PostgresServer.jdbcUrl(ports.postgres(), database));
        environment.put("SPRING_DATASOURCE_USERNAME", database);
        environment.put(
                "SPRING_DATASOURCE_PASSWORD", PostgresServer.databasePassword(secrets, database));
        environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", Ports.HOST + ":" + ports.kafka());
    }

    private Configured service(String name, int port, Map<String, String> environment) {
        environment.put("SERVER_ADDRESS", Ports.HOST);
        environment.put("SERVER_PORT", String.valueOf(port));
        environment.put("SHOUDAN_SECURITY_ISSUER", url(ports.gateway()));
        environment.put(
                "SHOUDAN_SECURITY_JWK_SET_URI", url(ports.merchantService()) + "/oauth2/jwks");
        return new Configured(name, port, environment);
    }

    private static String url(int port) {
        return "http://" + Ports.HOST + ":" + port;
    }

    static List<String> java() {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    }
}
