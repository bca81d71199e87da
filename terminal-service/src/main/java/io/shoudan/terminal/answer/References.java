package io.shoudan.terminal.answer;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// References (field 37) of answers that never reach transaction-service: last digit of the year,
/// day of the year, 8 digits from 90000000 on. Unique among instances, because each takes a hundred
/// at a time from one sequence.
///
/// Thread-safe; every hundredth call blocks for a query.
@Component
public class References {

    private static final int BLOCK = 100;

    private final JdbcClient jdbc;
    private final ZoneId zone;
    private final Clock clock;
    private long next;
    private long end;

    References(JdbcClient jdbc, Cell cell, Clock clock) {
        this.jdbc = jdbc;
        this.zone = cell.zone();
        this.clock = clock;
    }

    /// A new reference and the time that goes with it.
    public Stamp stamp() {
        var now = clock.instant();
        return new Stamp(reference(take(), now), now);
    }

    private synchronized long take() {
        if (next == end) {
            next = jdbc.sql("select nextval('retrieval_reference')").query(Long.class).single();
            end = next + BLOCK;
        }
        return next++;
    }

    private String reference(long sequence, Instant now) {
        var today = LocalDate.ofInstant(now, zone);
        return "%d%03d%08d".formatted(today.getYear() % 10, today.getDayOfYear(), sequence);
    }
}
