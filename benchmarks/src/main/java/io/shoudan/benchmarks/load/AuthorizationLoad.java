package io.shoudan.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;

/// Authorizations from the terminals' sockets through everything to their answers, with an instant
/// network. Prints what was reached and what it cost.
public final class AuthorizationLoad {

    private AuthorizationLoad() {}

    /// @param arguments project folder, first of eleven ports, terminals, seconds a round, rate of
    ///                  the open loop
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var home = Path.of(arguments[0]);
        int basePort = Integer.parseInt(arguments[1]);
        int count = Integer.parseInt(arguments[2]);
        var time = Duration.ofSeconds(Long.parseLong(arguments[3]));
        int rate = Integer.parseInt(arguments[4]);
        var data = Files.createTempDirectory("shoudan-load-");
        try (var house = LoadedHouse.start(home, data, basePort)) {
            var terminals = house.terminals(count);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                terminals.forEach(each -> threads.execute(each::signOn));
            }
            measure(house, "warm-up", () -> Traffic.closedLoop(terminals, time));
            measure(house, "closed loop", () -> Traffic.closedLoop(terminals, time));
            measure(
                    house,
                    "open loop, " + rate + "/s",
                    () -> Traffic.openLoop(terminals, rate, time));
        }
    }

    private interface Round {
        Traffic run() throws InterruptedException;
    }

    private static void measure(LoadedHouse house, String name, Round round)
            throws InterruptedException {
        var before = ProcessorTime.of(house);
        var traffic = round.run();
        print(name, traffic, ProcessorTime.between(before, ProcessorTime.of(house)));
    }

    private static void print(String name, Traffic traffic, Map<String, Double> processor) {
        var latencies = traffic.latencies();
        System.out.printf(
                Locale.ROOT,
                "%s: %.0f/s approved, p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, max %.1f ms, %s%n",
                name,
                traffic.perSecond(),
                latencies.getValueAtPercentile(50) / 1e3,
                latencies.getValueAtPercentile(99) / 1e3,
                latencies.getValueAtPercentile(99.9) / 1e3,
                latencies.getMaxValue() / 1e3,
                traffic.codes());
        processor.forEach(
                (process, millis) ->
                        System.out.printf(
                                Locale.ROOT,
                                "    %-20s %6.3f ms of processor an authorization%n",
                                process,
                                millis / Math.max(1, traffic.approved())));
    }
}
