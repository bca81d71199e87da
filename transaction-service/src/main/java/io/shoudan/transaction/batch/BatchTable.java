package io.shoudan.transaction.batch;

import io.shoudan.contracts.event.BatchTotals;
import io.shoudan.contracts.settlement.model.BatchClosing;
import io.shoudan.iso8583.Bytes;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The table of terminal batches. What it says about a terminal's batches leaves out those of
/// number 000000, which the host made for itself ([Batch#OF_THE_HOST]).
@Component
class BatchTable implements NewestBatches {

    private final JdbcClient jdbc;

    BatchTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Batch> find(String terminalId) {
        return jdbc.sql(
                        """
                        select * from terminal_batch
                         where terminal_id = :terminal and batch_number <> '000000'
                         order by id desc
                         limit 1
                        """)
                .param("terminal", terminalId)
                .query(BatchTable::map)
                .optional();
    }

    @Override
    public List<Batch> lockShared(List<String> terminalIds) {
        return jdbc.sql(
                        """
                        select batch.* from unnest(:terminals::text[]) as asked (terminal_id)
                         cross join lateral (
                               select id from terminal_batch
                                where terminal_id = asked.terminal_id
                                  and batch_number <> '000000'
                                order by id desc
                                limit 1) newest
                          join terminal_batch batch on batch.id = newest.id
                         order by batch.id
                           for share of batch
                        """)
                .param("terminals", terminalIds.toArray(String[]::new))
                .query(BatchTable::map)
                .list();
    }

    /// The terminal's newest batch, for this caller alone.
    Optional<Batch> lock(String terminalId) {
        while (true) {
            var locked = lockOneOf(terminalId);
            // A batch that somebody opened while we waited for the lock can be seen only now.
            if (locked.isEmpty() || !superseded(locked.get())) {
                return locked;
            }
        }
    }

    private boolean superseded(Batch batch) {
        return jdbc.sql(
                        """
                        select exists (select from terminal_batch
                                        where terminal_id = :terminal and id > :id
                                          and batch_number <> '000000')
                        """)
                .param("terminal", batch.terminalId())
                .param("id", batch.id())
                .query(Boolean.class)
                .single();
    }

    private Optional<Batch> lockOneOf(String terminalId) {
        return jdbc.sql(
                        """
                        select * from terminal_batch
                         where terminal_id = :terminal and batch_number <> '000000'
                         order by id desc
                         limit 1
                           for update
                        """)
                .param("terminal", terminalId)
                .query(BatchTable::map)
                .optional();
    }

    Optional<Batch> lock(long id) {
        return jdbc.sql("select * from terminal_batch where id = :id for update")
                .param("id", id)
                .query(BatchTable::map)
                .optional();
    }

    /// The newest batch of that number, for this caller alone.
    Optional<Batch> lock(String terminalId, String number) {
        return jdbc.sql(
                        """
                        select * from terminal_batch
                         where terminal_id = :terminal and batch_number = :number
                           and batch_number <> '000000'
                         order by id desc
                         limit 1
                           for update
                        """)
                .param("terminal", terminalId)
                .param("number", number)
                .query(BatchTable::map)
                .optional();
    }

    /// Opens a batch; of two callers that do so at once, one succeeds.
    boolean open(String terminalId, String merchantId, String number, Currency currency) {
        return jdbc.sql(
                                """
                                insert into terminal_batch (terminal_id, merchant_id, batch_number,
                                       state, currency)
                                values (:terminal, :merchant, :number, 'OPEN', :currency)
                                on conflict (terminal_id) where state = 'OPEN' do nothing
                                """)
                        .param("terminal", terminalId)
                        .param("merchant", merchantId)
                        .param("number", number)
                        .param("currency", currency.getCurrencyCode())
                        .update()
                == 1;
    }

    /// Opens the batch after `closed`, unless there is a newer one already.
    void openAfter(Batch closed) {
        jdbc.sql(
                        """
                        insert into terminal_batch (terminal_id, merchant_id, batch_number,
                               state, currency)
                        select :terminal, :merchant, :number, 'OPEN', :currency
                         where not exists (select from terminal_batch
                                            where terminal_id = :terminal and id > :id
                                              and batch_number <> '000000')
                        on conflict (terminal_id) where state = 'OPEN' do nothing
                        """)
                .param("terminal", closed.terminalId())
                .param("merchant", closed.merchantId())
                .param("number", Batch.numberAfter(closed.number()))
                .param("currency", closed.currency().getCurrencyCode())
                .param("id", closed.id())
                .update();
    }

    /// Begins a batch of the host's own, to be closed at once.
    ///
    /// @return empty if the terminal has no closed batch of that merchant
    Optional<Batch> openForHost(String terminalId, String merchantId) {
        return jdbc.sql(
                        """
                        insert into terminal_batch (terminal_id, merchant_id, batch_number,
                               state, currency, closing, close_due_at)
                        select terminal_id, merchant_id, :number, 'CLOSING', currency, 'TIMED_OUT',
                               now()
                          from terminal_batch
                         where terminal_id = :terminal and merchant_id = :merchant
                           and state = 'CLOSED'
                         order by id desc
                         limit 1
                        returning *
                        """)
                .param("terminal", terminalId)
                .param("merchant", merchantId)
                .param("number", Batch.OF_THE_HOST)
                .query(BatchTable::map)
                .optional();
    }

    void signedOn(long id, Batch.SignOn signOn) {
        jdbc.sql(
                        """
                        update terminal_batch
                           set last_sign_on_trace = :trace, last_sign_on_digest = :digest,
                               last_sign_on_regressed = :regressed
                         where id = :id
                        """)
                .param("trace", signOn.trace())
                .param("digest", signOn.digest().toArray())
                .param("regressed", signOn.regressed())
                .param("id", id)
                .update();
    }

    /// Keeps what the terminal claimed and what it is answered.
    void settled(long id, Batch.Halves claimed, Batch.Halves told, String retrievalReference) {
        jdbc.sql(
                        """
                        update terminal_batch
                           set claimed_domestic = string_to_array(:claimed_domestic, ',')::bigint[],
                               claimed_foreign = string_to_array(:claimed_foreign, ',')::bigint[],
                               told_domestic = string_to_array(:told_domestic, ',')::bigint[],
                               told_foreign = string_to_array(:told_foreign, ',')::bigint[],
                               settlement_reference = :reference, settled_at = now()
                         where id = :id
                        """)
                .param("claimed_domestic", text(claimed.domestic()))
                .param("claimed_foreign", text(claimed.foreign()))
                .param("told_domestic", text(told.domestic()))
                .param("told_foreign", text(told.foreign()))
                .param("reference", retrievalReference)
                .param("id", id)
                .update();
    }

    /// From here on no new financial requests; closed by somebody after `patience` at the latest.
    void closing(long id, BatchClosing how, Duration patience) {
        jdbc.sql(
                        """
                        update terminal_batch
                           set state = 'CLOSING', closing = :how,
                               close_due_at = now() + :patience_ms * interval '1 millisecond'
                         where id = :id and state = 'OPEN'
                        """)
                .param("how", how.name())
                .param("patience_ms", patience.toMillis())
                .param("id", id)
                .update();
    }

    /// A closing batch is to be closed as soon as its open payments are decided.
    void hurry(long id, BatchClosing how) {
        jdbc.sql(
                        """
                        update terminal_batch set closing = :how, close_due_at = now()
                         where id = :id and state = 'CLOSING'
                        """)
                .param("how", how.name())
                .param("id", id)
                .update();
    }

    /// Closes for good.
    ///
    /// @return the batch as it is now; empty if it was closed before
    Optional<Batch> close(long id, BatchClosing how, Batch.Halves captured, int memberCount) {
        return jdbc.sql(
                        """
                        update terminal_batch
                           set state = 'CLOSED', closing = :how, closed_at = now(),
                               close_due_at = coalesce(close_due_at, now()),
                               captured_domestic = string_to_array(:domestic, ',')::bigint[],
                               captured_foreign = string_to_array(:foreign, ',')::bigint[],
                               member_count = :members
                         where id = :id and state in ('OPEN', 'CLOSING')
                        returning *
                        """)
                .param("how", how.name())
                .param("domestic", text(captured.domestic()))
                .param("foreign", text(captured.foreign()))
                .param("members", memberCount)
                .param("id", id)
                .query(BatchTable::map)
                .optional();
    }

    /// Keeps what the end message of an upload said.
    ///
    /// @return false if it is known already
    boolean uploadEnded(long id, Batch.UploadEnd end) {
        return jdbc.sql(
                                """
                                update terminal_batch
                                   set upload_balanced = :balanced, upload_total_count = :count
                                 where id = :id
                                   and (upload_balanced, upload_total_count)
                                       is distinct from (:balanced, :count)
                                """)
                        .param("balanced", end.balanced())
                        .param("count", end.totalCount())
                        .param("id", id)
                        .update()
                == 1;
    }

    /// Batches that somebody has to close, the longest waiting first.
    List<Long> due(int limit) {
        return jdbc.sql(
                        """
                        select id from terminal_batch
                         where state = 'CLOSING' and close_due_at <= now()
                         order by close_due_at
                         limit :limit
                        """)
                .param("limit", limit)
                .query((row, _) -> row.getLong("id"))
                .list();
    }

    /// A batch that could not be closed is due again after `pause`, so that it comes after others.
    /// Somebody who holds the row meanwhile is at work on it.
    void putOff(long id, Duration pause) {
        jdbc.sql(
                        """
                        update terminal_batch
                           set close_due_at = now() + :pause_ms * interval '1 millisecond'
                         where id = (select id from terminal_batch
                                      where id = :id and state = 'CLOSING'
                                        for update skip locked)
                        """)
                .param("pause_ms", pause.toMillis())
                .param("id", id)
                .update();
    }

    private static String text(BatchTotals totals) {
        return totals.debitMinor()
                + ","
                + totals.debitCount()
                + ","
                + totals.creditMinor()
                + ","
                + totals.creditCount();
    }

    static Batch map(ResultSet row, int number) throws SQLException {
        return new Batch(
                row.getLong("id"),
                row.getString("terminal_id"),
                row.getString("merchant_id"),
                row.getString("batch_number"),
                Batch.State.valueOf(row.getString("state")),
                Currency.getInstance(row.getString("currency")),
                signOn(row),
                settlement(row),
                halves(row, "captured_domestic", "captured_foreign"),
                closing(row),
                instant(row, "closed_at"),
                uploadEnd(row));
    }

    private static Batch.@Nullable SignOn signOn(ResultSet row) throws SQLException {
        var trace = row.getString("last_sign_on_trace");
        return trace == null
                ? null
                : new Batch.SignOn(
                        trace,
                        Bytes.of(row.getBytes("last_sign_on_digest")),
                        row.getBoolean("last_sign_on_regressed"));
    }

    private static Batch.@Nullable Settlement settlement(ResultSet row) throws SQLException {
        var claimed = halves(row, "claimed_domestic", "claimed_foreign");
        var told = halves(row, "told_domestic", "told_foreign");
        var at = instant(row, "settled_at");
        return claimed == null || told == null || at == null
                ? null
                : new Batch.Settlement(claimed, told, row.getString("settlement_reference"), at);
    }

    private static Batch.@Nullable Halves halves(ResultSet row, String domestic, String foreign)
            throws SQLException {
        var first = row.getArray(domestic);
        return first == null
                ? null
                : new Batch.Halves(totals(first), totals(row.getArray(foreign)));
    }

    private static BatchTotals totals(Array array) throws SQLException {
        var values = (Long[]) array.getArray();
        return new BatchTotals(
                values[0], Math.toIntExact(values[1]), values[2], Math.toIntExact(values[3]));
    }

    private static @Nullable BatchClosing closing(ResultSet row) throws SQLException {
        var how = row.getString("closing");
        return how == null ? null : BatchClosing.valueOf(how);
    }

    private static Batch.@Nullable UploadEnd uploadEnd(ResultSet row) throws SQLException {
        int count = row.getInt("upload_total_count");
        return row.wasNull() ? null : new Batch.UploadEnd(row.getBoolean("upload_balanced"), count);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
