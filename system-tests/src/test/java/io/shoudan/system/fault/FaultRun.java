package io.shoudan.system.fault;

import io.shoudan.launcher.DemoMerchant;
import io.shoudan.system.Await;
import io.shoudan.system.history.Fact.Looked.Place;
import io.shoudan.system.history.Fact.Measured;
import io.shoudan.system.history.Fact.Measured.Phase;
import io.shoudan.system.history.History;
import io.shoudan.system.history.HouseReader;
import io.shoudan.system.history.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Lets many terminals work while faults strike, heals everything, and has the history checked.
///
/// The seed decides which faults strike when and for how long, and what each cashier wants; the
/// machine decides what meets what, so that the same seed is the same plan and not the same run.
/// Ends with 1 if an invariant is broken, something is open a minute after healing, or too little
/// struck.
public final class FaultRun {

    /// What came late or was held back is through by then.
    private static final Duration ECHO = Duration.ofSeconds(30);

    private static final Duration TIDY = Duration.ofMinutes(3);
    private static final int QUIET_TURNS = 8;

    private final RunOptions options;
    private final Random random;
    private final Journal journal = new Journal();
    private final List<Cashier> cashiers = new ArrayList<>();

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
        try (var house = FaultyHouse.start(data, random)) {
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
        journal.secret(DemoMerchant.FIRST.mainKey());
        journal.secret(DemoMerchant.SECOND.mainKey());
        for (var terminal : house.terminals(options.terminals())) {
            cashiers.add(new Cashier(terminal, journal, new Random(random.nextLong())));
        }
        everybody(
                it -> {
                    it.work(turns(QUIET_TURNS));
                    it.tidyUp(within(TIDY));
                });
        lookUp(house);
        List<Measured> measured =
                new ArrayList<>(new HouseReader(house.sources()).measure(Phase.BASELINE));

        var wanted = Pattern.compile(options.only());
        var faults =
                Faults.of(house).stream().filter(it -> wanted.matcher(it.kind()).find()).toList();
        var strikes = new Strikes(faults, random, journal, ECHO);
        List<Future<?>> work;
        long healed;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            work =
                    begin(
                            threads,
                            it -> {
                                it.work(strikes::going);
                                it.tidyUp(within(TIDY));
                            });
            strikes.run(Duration.ofMinutes(options.minutes()));
            healed = System.nanoTime();
        }
        for (var each : work) {
            each.get();
        }
        var reader = new HouseReader(house.sources());
        awaitQuiet(reader);
        var resolved = Duration.ofNanos(System.nanoTime() - healed);
        lookUp(house);
        everybody(it -> it.settle(within(TIDY)));
        awaitQuiet(reader);
        cashiers.forEach(Cashier::close);
        measured.addAll(reader.measure(Phase.HEALED));
        var history = reader.read(journal, measured);
        record(history);
        return Report.of(
                history,
                options,
                strikes.byKind(),
                resolved,
                cashiers.stream().flatMap(it -> it.complaints().stream()).toList());
    }

    private void everybody(Consumer<Cashier> what) throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : begin(threads, what)) {
                each.get();
            }
        }
    }

    private List<Future<?>> begin(ExecutorService threads, Consumer<Cashier> what) {
        List<Future<?>> all = new ArrayList<>();
        for (var cashier : cashiers) {
            all.add(threads.submit(() -> what.accept(cashier)));
        }
        return all;
    }

    private static BooleanSupplier turns(int count) {
        var left = new int[] {count};
        return () -> left[0]-- > 0;
    }

    private static BooleanSupplier within(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        return () -> System.nanoTime() < deadline;
    }

    /// As whoever stands at the counter would.
    private void lookUp(FaultyHouse house) throws InterruptedException {
        var operator = house.house().operator();
        for (var cashier : cashiers) {
            for (var sale : cashier.sold()) {
                long begin = System.nanoTime();
                var found =
                        operator.call(
                                "GET",
                                "/v1/transactions/by-reference/"
                                        + sale.retrievalReference().orElseThrow(),
                                null);
                journal.looked(
                        sale,
                        Place.BY_REFERENCE,
                        found.status() == 200
                                ? Optional.of(Duration.ofNanos(System.nanoTime() - begin))
                                : Optional.empty());
            }
        }
    }

    private static void awaitQuiet(HouseReader reader) {
        List<String> pending = new ArrayList<>();
        Await.until(
                Duration.ofMinutes(3),
                () -> {
                    pending.clear();
                    pending.addAll(reader.pending());
                    return pending.isEmpty();
                },
                () -> String.join("\n", pending));
    }

    private void record(History history) {
        var folder = options.record();
        if (folder != null) {
            history.write(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
