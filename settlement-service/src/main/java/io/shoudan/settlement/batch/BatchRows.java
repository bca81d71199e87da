package io.shoudan.settlement.batch;

import io.shoudan.contracts.event.BatchTotals;
import io.shoudan.contracts.settlement.model.BatchClosing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/// Reads rows of table `batch`.
final class BatchRows {

    private BatchRows() {}

    static Batch batch(ResultSet row) throws SQLException {
        @Nullable Integer announced = row.getObject("upload_announced", Integer.class);
        return new Batch(
                row.getLong("batch_id"),
                row.getString("terminal_id"),
                row.getString("merchant_id"),
                row.getString("batch_number"),
                closing(row),
                announced,
                progress(row));
    }

    private static Batch.@Nullable Closing closing(ResultSet row) throws SQLException {
        @Nullable OffsetDateTime closedAt = row.getObject("closed_at", OffsetDateTime.class);
        if (closedAt == null) {
            return null;
        }
        var hostDomestic = totals(row, "host_domestic");
        var hostForeign = totals(row, "host_foreign");
        if (hostDomestic == null || hostForeign == null) {
            throw new IllegalStateException("must have host totals: closed batch");
        }
        return new Batch.Closing(
                BatchClosing.valueOf(row.getString("closing")),
                row.getBoolean("balanced"),
                row.getInt("member_count"),
                Currency.getInstance(row.getString("currency")),
                hostDomestic,
                hostForeign,
                totals(row, "terminal_domestic"),
                totals(row, "terminal_foreign"),
                closedAt.toInstant());
    }

    private static @Nullable BatchTotals totals(ResultSet row, String half) throws SQLException {
        @Nullable Long debit = row.getObject(half + "_debit_minor", Long.class);
        return debit == null
                ? null
                : new BatchTotals(
                        debit,
                        row.getInt(half + "_debit_count"),
                        row.getLong(half + "_credit_minor"),
                        row.getInt(half + "_credit_count"));
    }

    private static Batch.Progress progress(ResultSet row) throws SQLException {
        if (row.getObject("settled_at") != null) {
            return Batch.Progress.SETTLED;
        }
        return row.getObject("applied_at") != null
                ? Batch.Progress.APPLIED
                : Batch.Progress.INCOMPLETE;
    }
}
