package io.shoudan.terminal.answer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// References (field 37) of answers that never reach transaction-service: last digit of the year,
/// day of the year, 8 digits from 90000000 on. Unique among instances, because each takes a hundred
/// at a time from one sequence.
///
/// Thread-safe; every hundredth call blocks for a query, and others behind it for so long at most:
/// while the database is away, a crowd must not queue for one second each.
@Component
public class References {

    private static final int BLOCK = 100;

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final ZoneId zone;
    private final Clock clock;
    private final ReentrantLock turn = new ReentrantLock();
    private long next;
    private long end;

    References(JdbcClient jdbc, Cell cell, Clock clock) {
        this.jdbc = jdbc;
        this.zone = cell.zone();
        this.clock = clock;
    }

    /// A new reference and the time that goes with it.
    ///
    /// @throws DataAccessException if there is none to be had
    public Stamp stamp() {
        var now = clock.instant();
        return new Stamp(reference(take(), now), now);
    }

    private long take() {
        awaitTurn();
        try {
            if (next == end) {
                next = jdbc.sql("select nextval('retrieval_reference')").query(Long.class).single();
                end = next + BLOCK;
            }
            return next++;
        } finally {
            turn.unlock();
        }
    }

    private void awaitTurn() {
        try {
            if (turn.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        throw new DataAccessResourceFailureException("no reference in time");
    }

    private String reference(long sequence, Instant now) {
        var today = LocalDate.ofInstant(now, zone);
        return "%d%03d%08d".formatted(today.getYear() % 10, today.getDayOfYear(), sequence);
    }
}
