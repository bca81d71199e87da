package io.shoudan.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// Runs [CodecBenchmark] and prints what was measured under which conditions, each line with its
/// ratio to jPOS in the same run. Figures of different runs mean nothing beside each other.
public final class Benchmarks {

    /// The last of each is what the others are compared with.
    private static final List<List<String>> GROUPS =
            List.of(
                    List.of(
                            "unpackShoudan",
                            "unpackAndCheckShoudan",
                            "offsetsShoudan",
                            "unpackJ8583",
                            "unpackJpos"),
                    List.of(
                            "packShoudan",
                            "packAndCheckShoudan",
                            "packIntoBufferShoudan",
                            "packJ8583",
                            "packJpos"));

    private Benchmarks() {}

    /// @param arguments how many rounds of one second; 5 if there is none
    public static void main(String[] arguments) throws RunnerException, IOException {
        int rounds = arguments.length == 0 ? 5 : Integer.parseInt(arguments[0]);
        var options =
                new OptionsBuilder()
                        .include(CodecBenchmark.class.getSimpleName())
                        .forks(1)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(rounds)
                        .measurementTime(TimeValue.seconds(1))
                        .addProfiler(GCProfiler.class)
                        .jvmArgsAppend("-Xmx512m", "-XX:+UseSerialGC")
                        .build();
        var results = new LinkedHashMap<String, RunResult>();
        for (var result : run(options)) {
            var name = result.getParams().getBenchmark();
            results.put(name.substring(name.lastIndexOf('.') + 1), result);
        }
        print(results, rounds);
    }

    private static Collection<RunResult> run(Options options) throws RunnerException {
        return new Runner(options).run();
    }

    private static void print(Map<String, RunResult> results, int rounds) throws IOException {
        System.out.printf(
                Locale.ROOT,
                "%n%d bytes, 19 fields, one thread; %s; Java %s; %d rounds of 1 s%n",
                Sample.packed().length,
                processor(),
                System.getProperty("java.vm.version"),
                rounds);
        System.out.printf(
                "%-24s %9s %9s %9s %10s %8s%n",
                "million a second", "median", "min", "max", "bytes", "x jPOS");
        for (var group : GROUPS) {
            var peer = median(of(results, group.getLast()));
            for (var name : group) {
                print(name, of(results, name), peer);
            }
        }
    }

    private static void print(String name, RunResult result, double peer) {
        var speed = result.getPrimaryResult().getStatistics();
        System.out.printf(
                Locale.ROOT,
                "%-24s %9.2f %9.2f %9.2f %10.0f %8.1f%n",
                name,
                median(result),
                speed.getMin(),
                speed.getMax(),
                allocated(result),
                median(result) / peer);
    }

    private static RunResult of(Map<String, RunResult> results, String name) {
        return Objects.requireNonNull(results.get(name), name);
    }

    private static double median(RunResult result) {
        return result.getPrimaryResult().getStatistics().getPercentile(50);
    }

    /// Bytes that one operation allocates.
    private static double allocated(RunResult result) {
        return result.getSecondaryResults().entrySet().stream()
                .filter(it -> it.getKey().endsWith("gc.alloc.rate.norm"))
                .mapToDouble(it -> it.getValue().getScore())
                .findFirst()
                .orElse(Double.NaN);
    }

    private static String processor() throws IOException {
        var info = Path.of("/proc/cpuinfo");
        if (!Files.exists(info)) {
            return System.getProperty("os.arch");
        }
        try (var lines = Files.lines(info)) {
            var model =
                    lines.filter(it -> it.startsWith("model name"))
                            .map(it -> it.substring(it.indexOf(':') + 2))
                            .findFirst()
                            .orElse(System.getProperty("os.arch"));
            return Runtime.getRuntime().availableProcessors() + " x " + model;
        }
    }
}
