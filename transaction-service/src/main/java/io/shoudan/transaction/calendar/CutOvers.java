package io.shoudan.transaction.calendar;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Keeps the table of cut-overs filled ahead of time, so that an intent can read its business date
/// in its own statement (money rule 13). A row is never changed: a new configuration takes effect
/// behind the last row there is.
@Component
public final class CutOvers {

    /// Longer than any outage of this job.
    private static final int DAYS_AHEAD = 14;

    private final JdbcClient jdbc;
    private final Cell cell;
    private final Clock clock;

    CutOvers(JdbcClient jdbc, Cell cell, Clock clock) {
        this.jdbc = jdbc;
        this.cell = cell;
        this.clock = clock;
        fill();
    }

    /// The business date that a transaction made now would have.
    public LocalDate businessDate() {
        return jdbc.sql(
                        """
                        select business_date from cut_over
                         where starts_at <= now()
                         order by starts_at desc
                         limit 1
                        """)
                .query((row, _) -> row.getObject("business_date", LocalDate.class))
                .single();
    }

    /// Adds what is missing of the next days; a repetition or another instance adds nothing.
    void fill() {
        var now = ZonedDateTime.now(clock.withZone(cell.zone()));
        var current = now.toLocalTime().isBefore(cell.cutOver()) ? 0 : 1;
        var first = now.toLocalDate().plusDays(current);
        for (var date = first; date.isBefore(first.plusDays(DAYS_AHEAD)); date = date.plusDays(1)) {
            add(date);
        }
    }

    private void add(LocalDate date) {
        OffsetDateTime start =
                date.minusDays(1).atTime(cell.cutOver()).atZone(cell.zone()).toOffsetDateTime();
        jdbc.sql(
                        """
                        insert into cut_over (business_date, starts_at)
                        select :date, :start
                         where not exists (
                               select from cut_over
                                where business_date >= :date or starts_at >= :start)
                        on conflict do nothing
                        """)
                .param("date", date)
                .param("start", start)
                .update();
    }
}
