package io.shoudan.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shoudan.platform.Ticker;
import io.shoudan.platform.testing.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedCommitsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final Set<List<Integer>> done = ConcurrentHashMap.newKeySet();

    @AfterEach
    void close() {
        gate.countDown();
        callers.close();
    }

    @Test
    void doesTheWorkOfOneCallerOnItsOwnThread() {
        var thread = new ArrayList<Thread>();
        var commits =
                new SharedCommits<Integer, Integer>(
                        new SharedCommits.Bounds(2, 8, 8, LONG),
                        Ticker.system(),
                        it -> it,
                        asked -> {
                            thread.add(Thread.currentThread());
                            return asked;
                        });

        assertThat(commits.in(7)).isEqualTo(7);
        assertThat(thread).containsExactly(Thread.currentThread());
    }

    /// While the first is at work, the others queue up, and become one work.
    @Test
    void doesWhatHasQueuedUpTogether() throws Exception {
        var commits = commits(1, 8, 8, LONG);
        var first = callers.submit(() -> commits.in(0));
        await(1);
        var others = IntStream.rangeClosed(1, 6).mapToObj(it -> submit(commits, it)).toList();
        awaitWaiting(commits, 6);
        gate.countDown();

        assertThat(first.get()).isZero();
        for (int i = 0; i < others.size(); i++) {
            assertThat(others.get(i).get()).isEqualTo((i + 1) * 10);
        }
        assertThat(done).hasSize(2).anySatisfy(it -> assertThat(it).hasSize(6));
    }

    /// Nor does anybody wait for a turn that nobody gives.
    @Test
    void neverHasTwoOnOneRowInHand() throws Exception {
        var inHand = ConcurrentHashMap.<Integer>newKeySet();
        var clashes = new AtomicInteger();
        var commits =
                new SharedCommits<Integer, Integer>(
                        new SharedCommits.Bounds(2, 16, 1000, Duration.ofHours(1)),
                        Ticker.system(),
                        it -> it % 5,
                        asked -> {
                            for (int each : asked) {
                                if (!inHand.add(each % 5)) {
                                    clashes.incrementAndGet();
                                }
                            }
                            Thread.onSpinWait();
                            asked.forEach(it -> inHand.remove(it % 5));
                            return asked;
                        });
        var all = IntStream.range(0, 500).mapToObj(it -> submit(commits, it)).toList();
        var results = new HashSet<Integer>();
        for (var each : all) {
            results.add(each.get(30, TimeUnit.SECONDS));
        }

        assertThat(results).hasSize(500);
        assertThat(clashes).hasValue(0);
    }

    /// Whoever waits for a row that another has in hand sleeps, and leaves the processor to it: the
    /// clock is read whenever somebody looks whether it is his turn.
    @Test
    void restsWhileItsRowIsInHand() throws Exception {
        var looks = new AtomicInteger();
        var commits =
                new SharedCommits<Integer, Integer>(
                        new SharedCommits.Bounds(2, 8, 32, LONG),
                        () -> {
                            looks.incrementAndGet();
                            return System.nanoTime();
                        },
                        it -> it,
                        asked -> {
                            awaitGate();
                            return asked;
                        });
        var all = IntStream.range(0, 24).mapToObj(_ -> submit(commits, 3)).toList();
        awaitWaiting(commits, 23);
        gate.countDown();

        for (var each : all) {
            assertThat(each.get(30, TimeUnit.SECONDS)).isEqualTo(3);
        }
        assertThat(commits.waiting()).isZero();
        assertThat(looks).hasValueLessThan(24 * 10);
    }

    @Test
    void letsOneThatConflictsFailAlone() throws Exception {
        var commits = commits(1, 8, 8, LONG);
        var first = submit(commits, 0);
        await(1);
        var good = submit(commits, 1);
        var bad = submit(commits, -1);
        var alsoGood = submit(commits, 2);
        awaitWaiting(commits, 3);
        gate.countDown();

        assertThat(first.get()).isZero();
        assertThat(good.get()).isEqualTo(10);
        assertThat(alsoGood.get()).isEqualTo(20);
        assertThatThrownBy(bad::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }

    /// Nobody knows what became of any of them, so none may be done again unasked.
    @Test
    void tellsEachThatTheCommitIsUnknown() throws Exception {
        var times = new AtomicInteger();
        var commits =
                new SharedCommits<Integer, Integer>(
                        new SharedCommits.Bounds(1, 8, 8, LONG),
                        Ticker.system(),
                        it -> it,
                        asked -> {
                            if (times.incrementAndGet() == 1) {
                                awaitGate();
                                return asked;
                            }
                            throw new CommitUnknown(new IllegalStateException("gone"));
                        });
        var first = submit(commits, 0);
        Eventually.asserted(() -> assertThat(times).hasValue(1));
        var others = List.of(submit(commits, 1), submit(commits, 2));
        awaitWaiting(commits, 2);
        gate.countDown();

        assertThat(first.get()).isZero();
        for (var other : others) {
            assertThatThrownBy(other::get).hasCauseInstanceOf(CommitUnknown.class);
        }
        assertThat(times).hasValue(2);
    }

    @Test
    void refusesWhenTooManyWait() {
        var commits = commits(1, 8, 2, LONG);
        occupy(commits, 0);
        await(1);
        occupy(commits, 1);
        occupy(commits, 2);
        awaitWaiting(commits, 2);

        assertThatThrownBy(() -> commits.in(3)).isInstanceOf(Busy.class);
        assertThat(commits.waiting()).isEqualTo(2);
    }

    @Test
    void refusesWhenNoTurnComesInTime() {
        var commits = commits(1, 8, 8, Duration.ofMillis(20));
        occupy(commits, 0);
        await(1);

        assertThatThrownBy(() -> commits.in(1)).isInstanceOf(Busy.class);
        assertThat(commits.waiting()).isZero();
    }

    @Test
    void endsTheWaitOfAThreadThatIsInterrupted() {
        var commits = commits(1, 8, 8, LONG);
        occupy(commits, 0);
        await(1);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> commits.in(1)).isInstanceOf(Busy.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    /// Ten times of what is asked; waits for the gate, and refuses what is negative.
    private SharedCommits<Integer, Integer> commits(
            int writers, int together, int waiting, Duration patience) {
        return new SharedCommits<>(
                new SharedCommits.Bounds(writers, together, waiting, patience),
                Ticker.system(),
                it -> it,
                asked -> {
                    done.add(asked);
                    awaitGate();
                    if (asked.stream().anyMatch(it -> it < 0)) {
                        throw new IllegalArgumentException("must not be negative");
                    }
                    return asked.stream().map(it -> it * 10).toList();
                });
    }

    private void awaitGate() {
        try {
            assertThat(gate.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Future<Integer> submit(SharedCommits<Integer, Integer> commits, int asked) {
        return callers.submit(() -> commits.in(asked));
    }

    private void occupy(SharedCommits<Integer, Integer> commits, int asked) {
        callers.execute(() -> commits.in(asked));
    }

    private void await(int works) {
        Eventually.asserted(() -> assertThat(done).hasSize(works));
    }

    private static void awaitWaiting(SharedCommits<Integer, Integer> commits, int callers) {
        Eventually.asserted(() -> assertThat(commits.waiting()).isEqualTo(callers));
    }
}
