package io.shoudan.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/// Who listens where on 127.0.0.1. All of them are checked before anything is started: a server
/// that finds its port taken says so late and in its own words.
///
/// @param kafkaController [#NONE] if Kafka isn't ours
record Ports(
        int terminalTcp,
        int gateway,
        int transactionService,
        int terminalService,
        int settlementService,
        int merchantService,
        int networkTcp,
        int networkHttp,
        int postgres,
        int kafka,
        int kafkaController) {

    static final String HOST = "127.0.0.1";

    static final int NONE = 0;

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral(HOST);

    static final Ports DEFAULT =
            new Ports(8583, 8080, 8081, 8082, 8083, 8084, 8085, 8086, 8087, 8088, 8089);

    /// The highest first port: ten more follow it.
    static final int MAX_BASE = 65_535 - 10;

    static InetSocketAddress address(int port) {
        return new InetSocketAddress(LOOPBACK, port);
    }

    /// Eleven ports in a row: `base` for the terminals, the next for the gateway, the rest after.
    static Ports from(int base) {
        return new Ports(
                base, base + 1, base + 2, base + 3, base + 4, base + 5, base + 6, base + 7,
                base + 8, base + 9, base + 10);
    }

    /// Eleven ports in a row that nobody uses at the moment.
    static Ports free() {
        for (int attempt = 0; attempt < 100; attempt++) {
            // Below the range from which operating systems take ports for outgoing connections.
            Ports ports = from(ThreadLocalRandom.current().nextInt(11_000, 30_000));
            if (ports.named().stream().allMatch(each -> free(each.port()))) {
                return ports;
            }
        }
        throw new StartFailure("no eleven free ports in a row");
    }

    /// The same, but with the Kafka that listens there already.
    Ports withKafkaOfOthers(int port) {
        return new Ports(
                terminalTcp,
                gateway,
                transactionService,
                terminalService,
                settlementService,
                merchantService,
                networkTcp,
                networkHttp,
                postgres,
                port,
                NONE);
    }

    /// Whether we start Kafka, and stop it.
    boolean ownKafka() {
        return kafkaController != NONE;
    }

    /// One port with the words that the launcher prints for it.
    record Named(String purpose, int port) {
        String address() {
            return HOST + ":" + port;
        }
    }

    /// Ours, in the order in which they are printed.
    List<Named> named() {
        return Stream.of(
                        new Named("terminal TCP", terminalTcp),
                        new Named("gateway", gateway),
                        new Named("transaction-service", transactionService),
                        new Named("terminal-service", terminalService),
                        new Named("settlement-service", settlementService),
                        new Named("merchant-service", merchantService),
                        new Named("card network TCP", networkTcp),
                        new Named("card network HTTP", networkHttp),
                        new Named("PostgreSQL", postgres),
                        new Named("Kafka", ownKafka() ? kafka : NONE),
                        new Named("Kafka controller", kafkaController))
                .filter(each -> each.port() != NONE)
                .toList();
    }

    /// @throws StartFailure if a port is taken; the message names every such port and what to do
    void requireFree() {
        List<String> taken = new ArrayList<>();
        for (Named named : named()) {
            if (!free(named.port())) {
                taken.add(
                        "port " + named.port() + " is taken (wanted for " + named.purpose() + ")");
            }
        }
        if (!taken.isEmpty()) {
            throw new StartFailure(
                    String.join("\n", taken)
                            + "\nStop what listens there (ss -ltnp shows it), or choose other"
                            + " ports: ./run --base-port "
                            + (terminalTcp < 20_000 ? terminalTcp + 10_000 : terminalTcp - 10_000));
        }
    }

    private static boolean free(int port) {
        try (var socket = new ServerSocket()) {
            // Without it a connection of the previous run in TIME_WAIT would look like a listener.
            socket.setReuseAddress(true);
            socket.bind(address(port), 1);
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
