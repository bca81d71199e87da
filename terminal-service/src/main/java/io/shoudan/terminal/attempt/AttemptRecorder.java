package io.shoudan.terminal.attempt;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.shoudan.iso8583.terminal.TerminalDialect;
import io.shoudan.iso8583.terminal.TerminalFrame;
import io.shoudan.platform.database.DatabaseFaults;
import io.shoudan.platform.database.Transactions;
import io.shoudan.platform.problem.Faults;
import io.shoudan.terminal.answer.Reply;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Remembers refused requests, behind the back of their answers: an answer is worth more than our
/// memory of it, and neither waits for the database nor fails with it.
///
/// One thread writes, and only so many in a second. What comes faster waits in memory; what finds
/// no room there, or comes from a terminal that had its share of the minute, is counted and
/// forgotten. A process that is killed takes with it what waits. Thread-safe; never blocks.
@Component
public final class AttemptRecorder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AttemptRecorder.class);

    private static final int ROOM = 10_000;

    /// With the pause between two slices: 500 a second at most, which is less than the sweep can
    /// delete.
    private static final int SLICE = 100;

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final Attempts attempts;
    private final Transactions transactions;
    private final Allowance allowance;
    private final Clock clock;
    private final Counter dropped;
    private final BlockingQueue<Attempt> waiting = new ArrayBlockingQueue<>(ROOM);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread writer;

    AttemptRecorder(
            Attempts attempts,
            Transactions transactions,
            AttemptProperties properties,
            Clock clock,
            MeterRegistry meters) {
        this.attempts = attempts;
        this.transactions = transactions;
        this.allowance = new Allowance(properties.perMinute());
        this.clock = clock;
        this.dropped = meters.counter("shoudan.terminal.attempts.dropped");
        this.writer = Thread.ofVirtual().name("attempt-writer").start(this::writeUntilClosed);
    }

    /// Has a refused request remembered, soon and if possible.
    public void record(TerminalFrame request, Reply.Refused refusal) {
        var message = request.message();
        var told = refusal.told();
        var field = message.find(TerminalDialect.TRANSACTION);
        var attempt =
                new Attempt(
                        message.find(TerminalDialect.TERMINAL).orElse("?"),
                        message.find(TerminalDialect.MERCHANT).orElse(null),
                        clock.instant(),
                        message.mti(),
                        message.find(TerminalDialect.TRACE_NUMBER).orElse(null),
                        field.map(it -> it.batchNumber()).orElse(null),
                        told.responseCode(),
                        Objects.requireNonNull(told.cause()),
                        refusal.detail());
        if (!allowance.take(attempt.terminalId(), attempt.at()) || !waiting.offer(attempt)) {
            dropped.increment();
        }
    }

    private void writeUntilClosed() {
        List<Attempt> slice = new ArrayList<>(SLICE);
        boolean open = true;
        boolean done = true;
        while (open || (done && !waiting.isEmpty())) {
            open = open && !closedWithin(done ? PAUSE : PAUSE_AFTER_FAILURE);
            if (done) {
                slice.clear();
                waiting.drainTo(slice, SLICE);
            }
            done = slice.isEmpty() || done(slice);
        }
    }

    private boolean closedWithin(Duration pause) {
        try {
            return closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /// Writes a slice, or gives it up if there is no use in trying again.
    private boolean done(List<Attempt> slice) {
        try {
            transactions.run(() -> slice.forEach(attempts::insert));
            return true;
        } catch (RuntimeException e) {
            boolean passing = DatabaseFaults.passing(e);
            LOG.atWarn()
                    .addKeyValue("attempts", slice.size())
                    .addKeyValue("tried_again", passing)
                    .addKeyValue("fault", Faults.masked(e))
                    .log("attempts not recorded");
            if (!passing) {
                dropped.increment(slice.size());
            }
            return !passing;
        }
    }

    /// Writes what waits, if the database takes it, and ends.
    @Override
    public void close() {
        closed.countDown();
        try {
            if (!writer.join(LAST_WORDS)) {
                LOG.atWarn().addKeyValue("attempts", waiting.size()).log("attempts lost");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
