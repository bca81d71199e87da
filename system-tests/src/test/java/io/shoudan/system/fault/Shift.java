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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What happens in one house: many cashiers work, at first undisturbed, then while faults strike;
/// everything is healed, they come to terms with what they did not hear, and settle.
///
/// @param time     how long faults strike
/// @param only     regular expression that is found in the kinds that strike
/// @param lasting  how long each lasts; at random if null
/// @param oddities how many of 100 amounts the network does not simply approve
/// @param patience how long whatever is still open after healing is waited for, each time
record Shift(
        int terminals,
        Duration time,
        String only,
        @Nullable Duration lasting,
        int oddities,
        Duration patience) {

    /// What came late or was held back is through by then.
    private static final Duration ECHO = Duration.ofSeconds(30);

    private static final int QUIET_TURNS = 8;

    /// For the rest, where something has been waited for in vain.
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(15);

    /// What came of it.
    ///
    /// @param struck     how many faults, by kind
    /// @param resolved   how long after healing nothing was open any more
    /// @param complaints what did not come to its end, for people
    record Result(
            History history,
            Map<String, Integer> struck,
            Duration resolved,
            List<String> complaints) {}

    /// @throws ExecutionException if something could not be broken or did not come back
    Result in(FaultyHouse house, Random random)
            throws IOException, InterruptedException, ExecutionException {
        var journal = new Journal();
        journal.secret(DemoMerchant.FIRST.mainKey());
        journal.secret(DemoMerchant.SECOND.mainKey());
        List<Cashier> cashiers = new ArrayList<>();
        for (var terminal : house.terminals(terminals)) {
            var choices = new Random(random.nextLong());
            cashiers.add(new Cashier(terminal, journal, choices, oddities));
        }
        everybody(
                cashiers,
                it -> {
                    it.work(turns());
                    it.tidyUp(within(patience));
                    it.intrude();
                });
        lookUp(house, cashiers, journal);
        List<Measured> measured =
                new ArrayList<>(new HouseReader(house.sources()).measure(Phase.BASELINE));

        var wanted = Pattern.compile(only);
        var faults =
                Faults.of(house).stream()
                        .filter(it -> wanted.matcher(it.kind()).find())
                        .map(it -> lasting == null ? it : it.lasting(lasting))
                        .toList();
        var strikes = new Strikes(faults, random, journal, ECHO);
        List<Future<?>> work;
        long healed;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            work =
                    begin(
                            threads,
                            cashiers,
                            it -> {
                                it.work(strikes::going);
                                it.tidyUp(within(patience));
                            });
            strikes.run(time);
            healed = System.nanoTime();
        }
        for (var each : work) {
            each.get();
        }
        List<String> complaints = new ArrayList<>();
        var reader = new HouseReader(house.sources());
        awaitQuiet(reader, patience, complaints);
        var resolved = Duration.ofNanos(System.nanoTime() - healed);
        lookUp(house, cashiers, journal);
        everybody(cashiers, it -> it.settle(within(patience)));
        awaitQuiet(reader, complaints.isEmpty() ? patience : LAST_PATIENCE, complaints);
        cashiers.forEach(Cashier::close);
        cashiers.forEach(it -> complaints.addAll(it.complaints()));
        measured.addAll(reader.measure(Phase.HEALED));
        var history = reader.read(journal, measured);
        return new Result(history, strikes.byKind(), resolved, List.copyOf(complaints));
    }

    private static void everybody(List<Cashier> cashiers, Consumer<Cashier> what)
            throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : begin(threads, cashiers, what)) {
                each.get();
            }
        }
    }

    private static List<Future<?>> begin(
            ExecutorService threads, List<Cashier> cashiers, Consumer<Cashier> what) {
        List<Future<?>> all = new ArrayList<>();
        for (var cashier : cashiers) {
            all.add(threads.submit(() -> what.accept(cashier)));
        }
        return all;
    }

    private static BooleanSupplier turns() {
        var left = new int[] {QUIET_TURNS};
        return () -> left[0]-- > 0;
    }

    private static BooleanSupplier within(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        return () -> System.nanoTime() < deadline;
    }

    /// As whoever stands at the counter would.
    private static void lookUp(FaultyHouse house, List<Cashier> cashiers, Journal journal)
            throws InterruptedException {
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

    private static void awaitQuiet(HouseReader reader, Duration patience, List<String> complaints) {
        List<String> pending = new ArrayList<>();
        try {
            Await.until(
                    patience,
                    () -> {
                        pending.clear();
                        pending.addAll(reader.pending());
                        return pending.isEmpty();
                    },
                    () -> "");
        } catch (AssertionError _) {
            pending.forEach(it -> complaints.add("after " + patience + " still: " + it));
        }
    }
}
