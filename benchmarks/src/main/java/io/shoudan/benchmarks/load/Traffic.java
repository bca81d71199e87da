package io.shoudan.benchmarks.load;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// Purchases of many buyers, and what became of them.
///
/// @param seconds   how long it took
/// @param latencies from when a purchase was meant to be sent to its answer, in microseconds
/// @param codes     field 39 of the answers, `none` where there was none, with their counts
record Traffic(double seconds, Histogram latencies, Map<String, AtomicLong> codes) {

    private static final long LONGEST_MICROS = 120_000_000;
    private static final int DIGITS = 3;

    long approved() {
        var count = codes.get("00");
        return count == null ? 0 : count.get();
    }

    double perSecond() {
        return approved() / seconds;
    }

    /// In milliseconds.
    double percentile(double percent) {
        return latencies.getValueAtPercentile(percent) / 1e3;
    }

    /// Each buys again as soon as it has its answer.
    static Traffic closedLoop(List<? extends Buyer> buyers, Duration time)
            throws InterruptedException {
        var traffic = new Collected();
        long end = System.nanoTime() + time.toNanos();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var buyer : buyers) {
                threads.execute(
                        () -> {
                            while (System.nanoTime() < end) {
                                traffic.buy(buyer, System.nanoTime());
                            }
                        });
            }
        }
        return traffic.after(time);
    }

    /// Purchases come at a steady rate, however long the answers take: the time that one waits for
    /// a free buyer counts too.
    static Traffic openLoop(List<? extends Buyer> buyers, int perSecond, Duration time)
            throws InterruptedException {
        var traffic = new Collected();
        BlockingQueue<Buyer> free = new ArrayBlockingQueue<>(buyers.size(), true, buyers);
        long start = System.nanoTime();
        long count = perSecond * time.toSeconds();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (long i = 0; i < count; i++) {
                long due = start + i * 1_000_000_000L / perSecond;
                for (long early = due - System.nanoTime();
                        early > 0;
                        early = due - System.nanoTime()) {
                    LockSupport.parkNanos(early);
                }
                var buyer = free.take();
                threads.execute(
                        () -> {
                            traffic.buy(buyer, due);
                            free.add(buyer);
                        });
            }
        }
        return traffic.after(time);
    }

    private static final class Collected {
        private final Histogram latencies = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);
        private final Map<String, AtomicLong> codes = new ConcurrentHashMap<>();
        private final long begin = System.nanoTime();

        void buy(Buyer buyer, long due) {
            var code = buyer.buy();
            latencies.recordValue(Math.min(LONGEST_MICROS, (System.nanoTime() - due) / 1000));
            codes.computeIfAbsent(code, _ -> new AtomicLong()).incrementAndGet();
            buyer.rest();
        }

        Traffic after(Duration planned) {
            double took = (System.nanoTime() - begin) / 1e9;
            return new Traffic(Math.max(took, (double) planned.toSeconds()), latencies, codes);
        }
    }
}
