package io.shoudan.terminal.attempt;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The table of attempts.
@Component
public class Attempts {

    private static final int SLICE = 5_000;

    private final JdbcClient jdbc;

    Attempts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// One of a page.
    ///
    /// @param id grows with time
    public record Recorded(long id, Attempt attempt) {}

    void insert(Attempt attempt) {
        jdbc.sql(
                        """
                        insert into attempt
                               (terminal_id, merchant_id, at, mti, trace_number, batch_number,
                                response_code, cause, detail)
                        values (:terminal, :merchant, :at, :mti, :trace, :batch,
                                :code, :cause, :detail)
                        """)
                .param("terminal", attempt.terminalId())
                .param("merchant", attempt.merchantId())
                .param("at", attempt.at().atOffset(ZoneOffset.UTC))
                .param("mti", attempt.mti())
                .param("trace", attempt.traceNumber())
                .param("batch", attempt.batchNumber())
                .param("code", attempt.responseCode())
                .param("cause", attempt.cause())
                .param("detail", attempt.detail())
                .update();
    }

    /// A terminal's attempts, newest first.
    ///
    /// @param before id of the last one seen; [Long#MAX_VALUE] for the first page
    public List<Recorded> list(String terminalId, long before, int limit) {
        return jdbc.sql(
                        """
                        select id, terminal_id, merchant_id, at, mti, trace_number, batch_number,
                               response_code, cause, detail
                          from attempt
                         where terminal_id = :terminal and id < :before
                         order by id desc
                         limit :limit
                        """)
                .param("terminal", terminalId)
                .param("before", before)
                .param("limit", limit)
                .query(Attempts::toRecorded)
                .list();
    }

    /// As [#list(String, long, int)], for a merchant: only what was sent in its name by a terminal
    /// that is bound to it.
    public List<Recorded> list(String terminalId, String merchantId, long before, int limit) {
        return jdbc.sql(
                        """
                        select a.id, a.terminal_id, a.merchant_id, a.at, a.mti, a.trace_number,
                               a.batch_number, a.response_code, a.cause, a.detail
                          from attempt a join binding b using (terminal_id)
                         where a.terminal_id = :terminal
                           and b.merchant_id = :tenant
                           and a.merchant_id = :tenant
                           and a.id < :before
                         order by a.id desc
                         limit :limit
                        """)
                .param("terminal", terminalId)
                .param("tenant", merchantId)
                .param("before", before)
                .param("limit", limit)
                .query(Attempts::toRecorded)
                .list();
    }

    /// Deletes attempts from before `limit`, at most 5,000 at a time.
    ///
    /// @return how many were deleted
    int forgetBefore(Instant limit) {
        return jdbc.sql(
                        """
                        delete from attempt
                         where id = any(array(
                               select id from attempt where at < :limit limit :slice))
                        """)
                .param("limit", limit.atOffset(ZoneOffset.UTC))
                .param("slice", SLICE)
                .update();
    }

    /// Deletes what exceeds the newest `kept` of each terminal, at most 5,000 at a time.
    ///
    /// @return how many were deleted
    int forgetBeyond(int kept) {
        return jdbc.sql(
                        """
                        delete from attempt
                         where id = any(array(
                               select id
                                 from (select id, row_number() over
                                              (partition by terminal_id order by id desc) as place
                                         from attempt) ranked
                                where place > :kept
                                limit :slice))
                        """)
                .param("kept", kept)
                .param("slice", SLICE)
                .update();
    }

    /// Deletes what exceeds the newest `kept` of all, at most 5,000 at a time.
    ///
    /// @return how many were deleted
    int forgetOldestBeyond(int kept) {
        return jdbc.sql(
                        """
                        delete from attempt
                         where id = any(array(
                               select id
                                 from attempt
                                where id <= (select max(id) from attempt) - :kept
                                limit :slice))
                        """)
                .param("kept", kept)
                .param("slice", SLICE)
                .update();
    }

    private static Recorded toRecorded(ResultSet row, int number) throws SQLException {
        return new Recorded(
                row.getLong("id"),
                new Attempt(
                        row.getString("terminal_id"),
                        row.getString("merchant_id"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("mti"),
                        row.getString("trace_number"),
                        row.getString("batch_number"),
                        row.getString("response_code"),
                        row.getString("cause"),
                        row.getString("detail")));
    }
}
