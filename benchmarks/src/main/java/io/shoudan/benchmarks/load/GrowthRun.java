package io.shoudan.benchmarks.load;

import io.shoudan.launcher.ApiCaller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.stream.DoubleStream;
import org.HdrHistogram.Histogram;

/// Measures whether answers take longer as stored transactions grow: authorizations of terminals,
/// and the newest page of a merchant's list.
public final class GrowthRun {

    private static final long[] SIZES = {100_000, 1_000_000, 10_000_000};
    private static final int PAGES = 200;
    private static final String LIST = "/v1/transactions?limit=50";

    private GrowthRun() {}

    /// Medians of one round, in milliseconds.
    private record Round(double authorization, double list) {}

    /// @param arguments project folder, first of eleven ports, most transactions, terminals,
    ///     seconds a round, rounds, seconds of warm-up
    public static void main(String[] arguments)
            throws IOException, InterruptedException, SQLException {
        var home = Path.of(arguments[0]);
        long most = Long.parseLong(arguments[2]);
        int terminals = Integer.parseInt(arguments[3]);
        var time = Duration.ofSeconds(Long.parseLong(arguments[4]));
        int rounds = Integer.parseInt(arguments[5]);
        var warmUp = Duration.ofSeconds(Long.parseLong(arguments[6]));
        var data = Files.createTempDirectory("shoudan-growth-");
        try (var house = LoadedHouse.start(home, data, Integer.parseInt(arguments[1]))) {
            Conditions.print(house.postgres());
            System.out.printf(
                    "%d terminals, %d rounds of %d s and %d pages, heaps of 512 MB%n",
                    terminals, rounds, time.toSeconds(), PAGES);
            var buyers = house.terminals(terminals);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                buyers.forEach(each -> threads.execute(each::signOn));
            }
            var merchant = house.merchant();
            Traffic.closedLoop(buyers, warmUp);
            pages(merchant);
            var stored = new StoredTransactions(house.postgres(), most);
            for (long size : SIZES) {
                if (size > most) {
                    break;
                }
                long begin = System.nanoTime();
                long bytes = stored.fill(size);
                System.out.printf(
                        Locale.ROOT,
                        "%,d stored: %.2f GB on disk, filled in %d s%n",
                        size,
                        bytes / 1e9,
                        (System.nanoTime() - begin) / 1_000_000_000L);
                Traffic.closedLoop(buyers, time); // What was pushed out of memory comes back.
                var measured = new ArrayList<Round>();
                for (int i = 0; i < rounds; i++) {
                    measured.add(
                            new Round(
                                    Traffic.closedLoop(buyers, time).percentile(50),
                                    pages(merchant)));
                }
                print("authorization", measured.stream().mapToDouble(Round::authorization));
                print("list of 50", measured.stream().mapToDouble(Round::list));
            }
        }
    }

    private static void print(String name, DoubleStream rounds) {
        var sorted = rounds.sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "  %-14s p50 ms: median %6.2f, from %6.2f to %6.2f%n",
                name,
                (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2,
                sorted[0],
                sorted[sorted.length - 1]);
    }

    /// The median of reading the newest page, in milliseconds.
    private static double pages(ApiCaller merchant) throws InterruptedException {
        var times = new Histogram(60_000_000, 3);
        for (int i = 0; i < PAGES; i++) {
            long begin = System.nanoTime();
            merchant.get(LIST);
            times.recordValue((System.nanoTime() - begin) / 1_000);
        }
        return times.getValueAtPercentile(50) / 1e3;
    }
}
