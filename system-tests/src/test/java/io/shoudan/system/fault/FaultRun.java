package io.shoudan.system.fault;

import io.shoudan.system.RunningHouse;
import io.shoudan.system.history.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Random;
import java.util.concurrent.ExecutionException;

/// Lets many terminals work while faults strike, heals everything, and has the history checked.
///
/// The seed decides which faults strike when and for how long, and what each cashier wants; the
/// machine decides what meets what, so that the same seed is the same plan and not the same run.
/// Ends with 1 if an invariant is broken, something is open a minute after healing, or too little
/// struck.
public final class FaultRun {

    /// How many of 100 amounts the network does not simply approve.
    private static final int ODDITIES = 12;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final RunOptions options;
    private final Random random;

    private FaultRun(RunOptions options) {
        this.options = options;
        this.random = new Random(options.seed());
    }

    /// @param arguments as in [RunOptions]
    public static void main(String[] arguments) throws Exception {
        var options = RunOptions.parse(arguments);
        System.out.println("faults: " + options);
        boolean held = new FaultRun(options).inNewHouse();
        System.out.println("faults: " + options + (held ? ": held" : ": FAILED"));
        System.exit(held ? 0 : 1);
    }

    private boolean inNewHouse() throws IOException, InterruptedException, ExecutionException {
        var data = Files.createTempDirectory("shoudan-faults-");
        boolean held = false;
        try (var house = FaultyHouse.start(RunningHouse.ROOT, data, random, true)) {
            var stop = new Thread(house::close);
            Runtime.getRuntime().addShutdownHook(stop);
            var report = in(house);
            report.print();
            held = report.held();
            Runtime.getRuntime().removeShutdownHook(stop);
        } finally {
            if (held) {
                delete(data);
            } else {
                System.out.println("faults: what is left of it is in " + data);
            }
        }
        return held;
    }

    private Report in(FaultyHouse house)
            throws IOException, InterruptedException, ExecutionException {
        var shift =
                new Shift(
                        options.terminals(),
                        Duration.ofMinutes(options.minutes()),
                        options.only(),
                        options.lasting() == null ? null : Duration.ofMinutes(options.lasting()),
                        ODDITIES,
                        PATIENCE);
        var result = shift.in(house, random);
        record(result.history());
        return Report.of(result, options);
    }

    private void record(History history) {
        var folder = options.record();
        if (folder != null) {
            history.write(folder);
        }
    }

    static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
