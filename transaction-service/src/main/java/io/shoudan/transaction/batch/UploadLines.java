package io.shoudan.transaction.batch;

import io.shoudan.contracts.transaction.model.CardRegion;
import io.shoudan.iso8583.Bytes;
import io.shoudan.transaction.vault.Vault;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The table of uploaded lines. The caller holds the batch's row.
@Component
class UploadLines {

    private final JdbcClient jdbc;
    private final Vault vault;

    UploadLines(JdbcClient jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    /// What became of the lines of one message.
    enum Addition {
        ADDED,
        /// The same lines came under this trace number before.
        REPEATED,
        /// Other lines came under this trace number before; nothing is added.
        CONFLICTING
    }

    Addition add(long batchId, String uploadTrace, List<BatchUploads.Line> lines) {
        var said = lines.stream().map(this::row).toList();
        var kept = kept(batchId, uploadTrace);
        if (!kept.isEmpty()) {
            return kept.equals(said) ? Addition.REPEATED : Addition.CONFLICTING;
        }
        for (int i = 0; i < said.size(); i++) {
            add(batchId, uploadTrace, i + 1, said.get(i), lines.get(i).pan().masked());
        }
        return Addition.ADDED;
    }

    /// What makes two lines the same.
    private record Row(CardRegion region, String traceNumber, Bytes panHash, long amountMinor) {}

    private Row row(BatchUploads.Line line) {
        return new Row(
                line.region(), line.traceNumber(), vault.hash(line.pan()), line.amountMinor());
    }

    private List<Row> kept(long batchId, String uploadTrace) {
        return jdbc.sql(
                        """
                        select card_region, trace_number, pan_hash, amount_minor
                          from batch_upload_line
                         where batch_id = :batch and upload_trace = :upload
                         order by line
                        """)
                .param("batch", batchId)
                .param("upload", uploadTrace)
                .query(
                        (row, _) ->
                                new Row(
                                        CardRegion.valueOf(row.getString("card_region")),
                                        row.getString("trace_number"),
                                        Bytes.of(row.getBytes("pan_hash")),
                                        row.getLong("amount_minor")))
                .list();
    }

    private void add(long batchId, String uploadTrace, int number, Row line, String maskedPan) {
        jdbc.sql(
                        """
                        insert into batch_upload_line (batch_id, upload_trace, line, card_region,
                               trace_number, masked_pan, pan_hash, amount_minor)
                        values (:batch, :upload, :line, :region, :trace, :masked_pan, :pan_hash,
                                :amount)
                        """)
                .param("batch", batchId)
                .param("upload", uploadTrace)
                .param("line", number)
                .param("region", line.region().name())
                .param("trace", line.traceNumber())
                .param("masked_pan", maskedPan)
                .param("pan_hash", line.panHash().toArray())
                .param("amount", line.amountMinor())
                .update();
    }
}
