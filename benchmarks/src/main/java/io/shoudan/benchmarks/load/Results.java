package io.shoudan.benchmarks.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/// What all rounds came to, as medians.
final class Results {

    /// Less processor time an authorization than this is not worth a line.
    private static final double VISIBLE_MILLIS = 0.005;

    /// @param processor milliseconds used by process
    private record Round(Traffic traffic, Map<String, Double> processor) {}

    private final Map<String, List<Round>> rounds = new LinkedHashMap<>();

    /// Of an open or closed loop of whoever has this name.
    void add(String name, Traffic traffic, Map<String, Double> processor) {
        rounds.computeIfAbsent(name, _ -> new ArrayList<>()).add(new Round(traffic, processor));
        System.out.printf(
                Locale.ROOT,
                "  %-34s %7.0f/s, p99 %.1f ms, answers %s%n",
                name,
                traffic.perSecond(),
                traffic.percentile(99),
                traffic.codes());
    }

    void print() {
        System.out.printf("%nmedians of the rounds:%n");
        System.out.printf("%-36s %8s %9s %9s %10s%n", "", "per s", "p50 ms", "p99 ms", "p99.9 ms");
        for (var name : rounds.keySet()) {
            System.out.printf(
                    Locale.ROOT,
                    "%-36s %8.0f %9.1f %9.1f %10.1f%n",
                    name,
                    perSecond(name),
                    median(name, it -> it.traffic().percentile(50)),
                    median(name, it -> it.traffic().percentile(99)),
                    median(name, it -> it.traffic().percentile(99.9)));
        }
        System.out.printf("%nmilliseconds of processor an authorization:%n");
        rounds.keySet().forEach(this::printProcessor);
    }

    private void printProcessor(String name) {
        var line = new StringBuilder();
        var processes = new TreeMap<String, Double>();
        for (var round : rounds.getOrDefault(name, List.of())) {
            round.processor().keySet().forEach(it -> processes.put(it, 0.0));
        }
        for (var process : processes.keySet()) {
            double millis =
                    median(
                            name,
                            it ->
                                    it.processor().getOrDefault(process, 0.0)
                                            / Math.max(1, it.traffic().approved()));
            if (millis >= VISIBLE_MILLIS) {
                line.append(line.isEmpty() ? "" : ", ")
                        .append("%s %.3f".formatted(process, millis));
            }
        }
        System.out.printf("%-36s %s%n", name, line);
    }

    /// How many times as many authorizations a second as the others were ours.
    void printRatios(List<String> others) {
        System.out.println();
        for (var other : others) {
            System.out.printf(
                    Locale.ROOT,
                    "ours / %s: %.2f of the authorizations a second, %.2f of the p99%n",
                    other,
                    perSecond(Contender.OURS) / perSecond(other),
                    median(Contender.OURS, it -> it.traffic().percentile(99))
                            / median(other, it -> it.traffic().percentile(99)));
        }
    }

    private double perSecond(String name) {
        return median(name, it -> it.traffic().perSecond());
    }

    private double median(String name, ToDoubleFunction<Round> value) {
        var sorted =
                rounds.getOrDefault(name, List.of()).stream().mapToDouble(value).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
