package io.shoudan.platform.database;

import io.shoudan.platform.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Lets callers who wait for the database at the same time share a database transaction, and so its
/// round trips and its commit.
///
/// Nobody waits for company: a caller who finds a writer's place free does its work at once, on
/// its own thread. Meanwhile others queue up, and the first of them does the work of all. Two
/// works on one row are never in hand together (money rule 16). Where the work of many fails, each
/// is done by itself, so that one that conflicts fails alone.
///
/// First come, first served; bounded in callers and in time. Thread-safe.
///
/// @param <Q> what a caller asks for
/// @param <R> what it gets
public final class SharedCommits<Q, R> {

    private final Function<Q, Object> row;
    private final Function<List<Q>, List<R>> work;
    private final Bounds bounds;
    private final Ticker ticker;

    private final ReentrantLock lock = new ReentrantLock();

    /// Guarded by the lock, as are the next two.
    private int freeWriters;

    private final Deque<Call<Q, R>> waiting = new ArrayDeque<>();
    private final Set<Object> inHand = new HashSet<>();

    /// @param writers  transactions at once, each on a connection of its own
    /// @param together most callers in one transaction
    /// @param waiting  most callers who wait
    /// @param patience how long a caller waits for its work to begin
    public record Bounds(int writers, int together, int waiting, Duration patience) {}

    /// @param row  what a request is about; two requests with equal rows are done one after another
    /// @param work does everything it is given in one database transaction and returns the results
    ///             in the same order, once they are committed
    public SharedCommits(
            Bounds bounds,
            Ticker ticker,
            Function<Q, Object> row,
            Function<List<Q>, List<R>> work) {
        this.bounds = bounds;
        this.ticker = ticker;
        this.row = row;
        this.work = work;
        this.freeWriters = bounds.writers();
    }

    /// Does what is asked, and returns once it is committed.
    ///
    /// @throws Busy          if too many wait, or it did not begin in time; nothing was done
    /// @throws CommitUnknown if the connection broke while committing
    /// @throws RuntimeException what the work threw; nothing of it is committed
    public R in(Q asked) {
        var call = enqueue(asked);
        long begin = ticker.nanos();
        boolean interrupted = false;
        while (!call.done) {
            if (call.leads != null) {
                lead(call.leads);
                continue;
            }
            long left = bounds.patience().toNanos() - (ticker.nanos() - begin);
            if ((left <= 0 || interrupted) && givenUp(call)) {
                restore(interrupted);
                throw new Busy("no turn within " + bounds.patience().toMillis() + " ms");
            }
            // In hand: whoever works on it has bounds of its own, and wakes us.
            ticker.rest(left > 0 ? Duration.ofNanos(left) : Duration.ofSeconds(1));
            interrupted |= Thread.interrupted();
        }
        restore(interrupted);
        return call.result();
    }

    /// Callers whose work has not begun; an estimate.
    public int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private Call<Q, R> enqueue(Q asked) {
        var call = new Call<Q, R>(asked, row.apply(asked));
        lock.lock();
        try {
            if (waiting.size() >= bounds.waiting()) {
                throw new Busy("already waiting: " + bounds.waiting());
            }
            waiting.addLast(call);
            appoint();
        } finally {
            lock.unlock();
        }
        return call;
    }

    private boolean givenUp(Call<Q, R> call) {
        lock.lock();
        try {
            return waiting.remove(call);
        } finally {
            lock.unlock();
        }
    }

    /// Gives what is queued to free writers: to the first caller of those whose work it is. The
    /// caller holds the lock.
    private void appoint() {
        while (freeWriters > 0) {
            var calls = take();
            if (calls.isEmpty()) {
                return; // Whatever waits is about rows in hand; who has them appoints next.
            }
            freeWriters--;
            calls.getFirst().leads = calls;
            ticker.wake(calls.getFirst().thread);
        }
    }

    private List<Call<Q, R>> take() {
        var taken = new ArrayList<Call<Q, R>>();
        var calls = waiting.iterator();
        while (calls.hasNext() && taken.size() < bounds.together()) {
            var call = calls.next();
            if (inHand.add(call.row)) {
                calls.remove();
                taken.add(call);
            }
        }
        return taken;
    }

    private void lead(List<Call<Q, R>> calls) {
        try {
            perform(calls);
        } finally {
            finish(calls);
        }
    }

    private void perform(List<Call<Q, R>> calls) {
        try {
            var results = work.apply(calls.stream().map(it -> it.asked).toList());
            for (int i = 0; i < calls.size(); i++) {
                calls.get(i).end(results.get(i), null);
            }
        } catch (CommitUnknown | Busy fault) { // Is the same for each.
            calls.forEach(it -> it.end(null, fault));
        } catch (RuntimeException fault) { // Whoever it is about, the others go on.
            if (calls.size() == 1) {
                calls.getFirst().end(null, fault);
            } else {
                calls.forEach(it -> perform(List.of(it)));
            }
        }
    }

    private void finish(List<Call<Q, R>> calls) {
        lock.lock();
        try {
            calls.forEach(it -> inHand.remove(it.row));
            freeWriters++;
            appoint();
        } finally {
            lock.unlock();
        }
        for (var call : calls) {
            if (!call.done) { // An error of the JVM's, which goes on to the caller who led.
                call.end(null, new IllegalStateException("must have ended: shared work"));
            }
            ticker.wake(call.thread);
        }
    }

    private static void restore(boolean interrupted) {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Call<Q, R> {

        final Q asked;
        final Object row;
        final Thread thread = Thread.currentThread();

        /// What this caller shall do, its own work first; absent while others do it or none may.
        volatile @Nullable List<Call<Q, R>> leads;

        private @Nullable R result;
        private @Nullable RuntimeException fault;
        volatile boolean done;

        Call(Q asked, Object row) {
            this.asked = asked;
            this.row = row;
        }

        void end(@Nullable R value, @Nullable RuntimeException why) {
            result = value;
            fault = why;
            done = true;
        }

        R result() {
            if (fault != null) {
                throw fault;
            }
            return Objects.requireNonNull(result);
        }
    }
}
