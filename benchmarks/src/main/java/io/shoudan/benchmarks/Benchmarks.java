package io.shoudan.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Runs [CodecBenchmark] and prints what was measured under which conditions, each line with its
/// ratio to jPOS in the same run. Figures of different runs mean nothing beside each other.
///
/// In each round every benchmark has a JVM of its own, in shuffled order: what the machine does
/// beside befalls all alike.
public final class Benchmarks {

    private static final List<String> JVM = List.of("-Xmx512m", "-XX:+UseSerialGC");
    private static final int WARM_UP_SECONDS = 2;

    /// What each benchmark does, the peer that it is compared with last.
    private static final List<List<Line>> GROUPS =
            List.of(
                    List.of(
                            new Line("unpackShoudan", "read: every value checked, none made"),
                            new Line("unpackAndUseShoudan", "read, and the 8 values a host uses"),
                            new Line("unpackAllShoudan", "read, and all 19 values"),
                            new Line("unpackAndCheckShoudan", "read, and checked for its kind"),
                            new Line("offsetsShoudan", "offsets only"),
                            new Line("unpackJ8583", "j8583: all values, hardly checked"),
                            new Line("unpackJpos", "jPOS: all values, hardly checked")),
                    List.of(
                            new Line("packShoudan", "build of ready values, pack"),
                            new Line("packFromTextShoudan", "build of text, pack"),
                            new Line("packAndCheckShoudan", "the first, checked for its kind"),
                            new Line("packIntoBufferShoudan", "the first, builder reused"),
                            new Line("packJ8583", "j8583: build of text, pack"),
                            new Line("packJpos", "jPOS: build of text, pack")));

    private record Line(String benchmark, String does) {}

    /// Of one round: million operations a second, bytes that one allocates.
    private record Measured(double speed, double bytes) {}

    private Benchmarks() {}

    /// @param arguments how many rounds; 5 if there is none
    public static void main(String[] arguments) throws RunnerException, IOException {
        int rounds = arguments.length == 0 ? 5 : Integer.parseInt(arguments[0]);
        long seed = System.nanoTime();
        var order = new ArrayList<>(GROUPS.stream().flatMap(List::stream).toList());
        Map<String, List<Measured>> measured = new HashMap<>();
        var random = new Random(seed);
        for (int round = 1; round <= rounds; round++) {
            System.out.println("round " + round + " of " + rounds);
            Collections.shuffle(order, random);
            for (var line : order) {
                measured.computeIfAbsent(line.benchmark(), _ -> new ArrayList<>())
                        .add(measure(line.benchmark()));
            }
        }
        print(measured, rounds, seed);
    }

    private static Measured measure(String benchmark) throws RunnerException {
        var options =
                new OptionsBuilder()
                        .include(CodecBenchmark.class.getName() + "." + benchmark + "$")
                        .verbosity(VerboseMode.SILENT)
                        .forks(1)
                        .warmupIterations(WARM_UP_SECONDS)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(1)
                        .measurementTime(TimeValue.seconds(1))
                        .addProfiler(GCProfiler.class)
                        .jvmArgsAppend(JVM.toArray(String[]::new))
                        .build();
        var result = new Runner(options).runSingle();
        return new Measured(result.getPrimaryResult().getScore(), allocated(result));
    }

    private static double allocated(RunResult result) {
        return result.getSecondaryResults().entrySet().stream()
                .filter(it -> it.getKey().endsWith("gc.alloc.rate.norm"))
                .mapToDouble(it -> it.getValue().getScore())
                .findFirst()
                .orElse(Double.NaN);
    }

    private static void print(Map<String, List<Measured>> measured, int rounds, long seed)
            throws IOException {
        System.out.printf(
                Locale.ROOT,
                """

                One purchase by chip with PIN, %d bytes, 19 fields, packed digits; the same bytes \
                for all. One thread.
                %s; Java %s, %s; %d rounds of 1 s after %d s of warm-up, order shuffled by %d.
                Left out: framing, MAC, I/O. The peers check less: no padding, no alphabet, no \
                dates, no chip data.
                """,
                Sample.packed().length,
                processor(),
                System.getProperty("java.vm.version"),
                String.join(" ", JVM),
                rounds,
                WARM_UP_SECONDS,
                seed);
        for (var group : GROUPS) {
            System.out.printf(
                    "%n%-38s %8s %8s %8s %8s %8s %8s%n",
                    "million a second", "median", "min", "max", "x jPOS", "bytes", "of jPOS");
            var peer = of(measured, group.getLast());
            for (var line : group) {
                print(line.does(), of(measured, line), peer);
            }
        }
    }

    private static List<Measured> of(Map<String, List<Measured>> measured, Line line) {
        return measured.getOrDefault(line.benchmark(), List.of());
    }

    private static void print(String does, List<Measured> rounds, List<Measured> peer) {
        var speeds = rounds.stream().mapToDouble(Measured::speed).sorted().toArray();
        double bytes = bytes(rounds);
        System.out.printf(
                Locale.ROOT,
                "%-38s %8.2f %8.2f %8.2f %8.1f %8.0f %7.0f%%%n",
                does,
                median(speeds),
                speeds[0],
                speeds[speeds.length - 1],
                median(speeds) / median(peer.stream().mapToDouble(Measured::speed).toArray()),
                bytes,
                100 * bytes / bytes(peer));
    }

    private static double bytes(List<Measured> rounds) {
        return median(rounds.stream().mapToDouble(Measured::bytes).toArray());
    }

    private static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static String processor() throws IOException {
        var info = Path.of("/proc/cpuinfo");
        var name = System.getProperty("os.arch");
        if (Files.exists(info)) {
            name =
                    Files.readAllLines(info).stream()
                            .filter(line -> line.startsWith("model name"))
                            .map(line -> line.substring(line.indexOf(':') + 1).strip())
                            .findFirst()
                            .orElse(name);
        }
        return Runtime.getRuntime().availableProcessors() + " x " + name;
    }
}
