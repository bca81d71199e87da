package io.shoudan.system.fault;

import io.shoudan.system.history.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Has faults strike one after the other, some of them at the same time, each kind once before any
/// comes again, and never two at one target. None lasts longer than a sixth of the time.
final class Strikes {

    private static final Duration SHORTEST_GAP = Duration.ofSeconds(3);
    private static final Duration LONGEST_GAP = Duration.ofSeconds(7);

    private final List<Fault> faults;
    private final Random random;
    private final Journal journal;
    private final Duration echo;
    private final Deque<String> deck = new ArrayDeque<>();
    private final Set<String> broken = new HashSet<>();
    private final Map<String, Integer> byKind = new LinkedHashMap<>();
    private final CountDownLatch broke = new CountDownLatch(1);
    private volatile boolean going = true;

    /// @param echo how long after healing its effects may still be seen by terminals and network
    Strikes(List<Fault> faults, Random random, Journal journal, Duration echo) {
        this.faults = List.copyOf(faults);
        this.random = random;
        this.journal = journal;
        this.echo = echo;
    }

    /// False once no more strikes and everything is healed.
    boolean going() {
        return going;
    }

    /// How many struck, by kind.
    synchronized Map<String, Integer> byKind() {
        return Map.copyOf(byKind);
    }

    /// Returns when everything that struck within `time` is healed.
    ///
    /// @throws ExecutionException if something could not be broken or did not come back
    void run(Duration time) throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + time.toNanos();
        List<Future<?>> struck = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var left = time;
                    left.isPositive();
                    left = Duration.ofNanos(end - System.nanoTime())) {
                var next = draw();
                if (next.isPresent()) {
                    var lasting = next.get().lasting(random, shorter(left, time.dividedBy(6)));
                    struck.add(threads.submit(() -> strike(next.get(), lasting)));
                }
                if (broke.await(gap().toMillis(), TimeUnit.MILLISECONDS)) {
                    break;
                }
            }
            for (var each : struck) {
                each.get();
            }
        } finally {
            going = false;
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private Duration gap() {
        return SHORTEST_GAP.plusMillis(random.nextLong(LONGEST_GAP.minus(SHORTEST_GAP).toMillis()));
    }

    /// The next kind in the deck that has something left to break.
    private synchronized Optional<Fault> draw() {
        if (deck.isEmpty()) {
            var kinds = new ArrayList<>(faults.stream().map(Fault::kind).distinct().toList());
            Collections.shuffle(kinds, random);
            deck.addAll(kinds);
        }
        for (var kind : deck) {
            var possible =
                    faults.stream()
                            .filter(it -> it.kind().equals(kind))
                            .filter(it -> !broken.contains(it.target()))
                            .toList();
            if (!possible.isEmpty()) {
                deck.remove(kind);
                var chosen = possible.get(random.nextInt(possible.size()));
                broken.add(chosen.target());
                byKind.merge(kind, 1, Integer::sum);
                return Optional.of(chosen);
            }
        }
        return Optional.empty();
    }

    private Void strike(Fault fault, Duration lasting) throws Exception {
        var from = Instant.now();
        try {
            say("%s (%s) for %.1f s".formatted(fault.kind(), fault.target(), seconds(lasting)));
            try {
                fault.strike().go();
                broke.await(lasting.toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                fault.heal().go();
            }
            say("%s (%s) is healed".formatted(fault.kind(), fault.target()));
        } catch (Exception e) { // Whatever it is ends the run.
            broke.countDown();
            throw e;
        } catch (AssertionError e) {
            broke.countDown();
            throw new IllegalStateException(fault.kind() + " (" + fault.target() + ")", e);
        } finally {
            journal.disturbed(from, Instant.now().plus(echo), fault.kind());
            synchronized (this) {
                broken.remove(fault.target());
            }
        }
        return null;
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1_000.0;
    }

    private static void say(String what) {
        System.out.println("faults: " + Instant.now() + " " + what);
    }
}
