package io.shoudan.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Executors;

/// Authorizations from the terminals' sockets through everything to their answers, with an instant
/// network, beside what others need for the same on the same PostgreSQL. Prints what was reached
/// and what it cost.
public final class AuthorizationLoad {

    private static final int[] GATES = {2, 4, 8, 16, 32};
    private static final int GARBAGE_CONNECTIONS = 200;
    private static final String QUIET = "ours, open loop";
    private static final String LITTERED = "ours, open loop, garbage";

    private final LoadedHouse house;
    private final Options options;
    private final Random random;
    private final Results results = new Results();

    /// Processes of those that are measured beside the house.
    private final List<ProcessHandle> guests = new ArrayList<>();

    /// @param rate   of the open loop, a second
    /// @param warmUp of those that have JVMs of their own, whose compilers are late on a busy
    ///     machine
    private record Options(
            Path home,
            int port,
            int terminals,
            Duration time,
            int rate,
            int rounds,
            Duration warmUp,
            long seed) {

        static Options of(String[] arguments) {
            return new Options(
                    Path.of(arguments[0]),
                    Integer.parseInt(arguments[1]),
                    Integer.parseInt(arguments[2]),
                    Duration.ofSeconds(Long.parseLong(arguments[3])),
                    Integer.parseInt(arguments[4]),
                    Integer.parseInt(arguments[5]),
                    Duration.ofSeconds(Long.parseLong(arguments[6])),
                    arguments.length > 7 ? Long.parseLong(arguments[7]) : System.nanoTime());
        }
    }

    private AuthorizationLoad(LoadedHouse house, Options options) {
        this.house = house;
        this.options = options;
        this.random = new Random(options.seed());
    }

    /// @param arguments project folder, first of eleven ports, terminals, seconds a round, rate of
    ///                  the open loop, rounds, seconds of warm-up, and a seed if the order shall be
    ///                  that of another run
    public static void main(String[] arguments)
            throws IOException, InterruptedException, SQLException {
        var options = Options.of(arguments);
        var data = Files.createTempDirectory("shoudan-load-");
        try (var house = LoadedHouse.start(options.home(), data, options.port())) {
            new AuthorizationLoad(house, options).run();
        }
    }

    private void run() throws IOException, InterruptedException, SQLException {
        var postgres = house.postgres();
        Conditions.print(postgres);
        System.out.printf(
                "%d terminals, %d rounds of %d s, heaps of 512 MB, seed %d%n",
                options.terminals(), options.rounds(), options.time().toSeconds(), options.seed());
        var terminals = house.terminals(options.terminals());
        signOn(terminals);
        try (var bare = BareStore.open(options.home(), postgres, options.terminals());
                var q2 = Q2Peer.start(house.folder("q2"), postgres, options.terminals())) {
            guests.addAll(q2.handles());
            var peers = LoadedHouse.buyers(q2.port(), options.terminals());
            signOn(peers);
            var contenders = new ArrayList<Contender>();
            contenders.add(new Contender(Contender.OURS, terminals));
            contenders.add(new Contender("Q2", peers));
            for (var contender : contenders) {
                // Steadily, so that the compilers have processor time left.
                Traffic.openLoop(contender.buyers(), options.rate(), options.warmUp());
            }
            contenders.add(new Contender("bare store, shared commits", bare.coalesced()));
            for (var contender : contenders) {
                warmUp(contender);
            }
            contenders.add(bestRowByRow(bare));
            closedLoops(contenders);
            openLoops(terminals);
            results.print();
            results.printRatios(
                    contenders.stream()
                            .map(Contender::name)
                            .filter(it -> !it.equals(Contender.OURS))
                            .toList());
        }
    }

    private void warmUp(Contender contender) throws InterruptedException {
        System.out.printf(
                Locale.ROOT,
                "before the rounds, %s: %.0f/s%n",
                contender.name(),
                Traffic.closedLoop(contender.buyers(), options.time()).perSecond());
    }

    private static void signOn(List<TerminalBuyer> terminals) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            terminals.forEach(each -> threads.execute(each::signOn));
        }
    }

    /// Warms the store, and finds through how wide a gate it stores most.
    private Contender bestRowByRow(BareStore bare) throws InterruptedException {
        int best = GATES[0];
        double most = 0;
        for (int gate : GATES) {
            var traffic = Traffic.closedLoop(bare.rowByRow(gate), options.time());
            System.out.printf(
                    Locale.ROOT,
                    "bare store, row by row, %d at once: %.0f/s%n",
                    gate,
                    traffic.perSecond());
            if (traffic.perSecond() > most) {
                most = traffic.perSecond();
                best = gate;
            }
        }
        return new Contender("bare store, row by row, " + best + " at once", bare.rowByRow(best));
    }

    private void closedLoops(List<Contender> contenders) throws InterruptedException {
        for (int i = 1; i <= options.rounds(); i++) {
            System.out.printf("round %d, closed loop:%n", i);
            var order = new ArrayList<>(contenders);
            Collections.shuffle(order, random);
            for (var contender : order) {
                measure(
                        contender.name(),
                        () -> Traffic.closedLoop(contender.buyers(), options.time()));
            }
        }
    }

    private void openLoops(List<TerminalBuyer> terminals) throws InterruptedException {
        for (int i = 1; i <= options.rounds(); i++) {
            System.out.printf("round %d, open loop, %d/s:%n", i, options.rate());
            var order = new ArrayList<>(List.of(QUIET, LITTERED));
            Collections.shuffle(order, random);
            for (var name : order) {
                if (name.equals(QUIET)) {
                    measure(name, () -> openLoop(terminals));
                } else {
                    littered(terminals);
                }
            }
        }
    }

    private void littered(List<TerminalBuyer> terminals) throws InterruptedException {
        try (var garbage =
                Garbage.to(house.terminalPort(), GARBAGE_CONNECTIONS, random.nextLong())) {
            measure(LITTERED, () -> openLoop(terminals));
            System.out.printf(
                    "    %d pieces of garbage on %d connections, %d at a time%n",
                    garbage.sent(), garbage.connected(), GARBAGE_CONNECTIONS);
        }
    }

    private Traffic openLoop(List<TerminalBuyer> terminals) throws InterruptedException {
        return Traffic.openLoop(terminals, options.rate(), options.time());
    }

    private interface Loop {
        Traffic run() throws InterruptedException;
    }

    private void measure(String name, Loop loop) throws InterruptedException {
        var processes = house.processes();
        processes.addAll(guests);
        var before = ProcessorTime.of(processes);
        var traffic = loop.run();
        results.add(name, traffic, ProcessorTime.between(before, ProcessorTime.of(processes)));
    }
}
