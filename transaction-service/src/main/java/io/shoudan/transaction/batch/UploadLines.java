package io.shoudan.transaction.batch;

import io.shoudan.transaction.vault.Vault;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The table of uploaded lines.
@Component
class UploadLines {

    private final JdbcClient jdbc;

    UploadLines(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @return false if the same upload was taken before; nothing is added then
    boolean add(long batchId, String uploadTrace, List<BatchUploads.Line> lines, Vault vault) {
        for (int i = 0; i < lines.size(); i++) {
            if (!add(batchId, uploadTrace, i + 1, lines.get(i), vault)) {
                return false;
            }
        }
        return true;
    }

    private boolean add(
            long batchId, String uploadTrace, int number, BatchUploads.Line line, Vault vault) {
        return jdbc.sql(
                                """
                                insert into batch_upload_line (batch_id, upload_trace, line,
                                       card_region, trace_number, masked_pan, pan_hash,
                                       amount_minor)
                                values (:batch, :upload, :line, :region, :trace, :masked_pan,
                                        :pan_hash, :amount)
                                on conflict do nothing
                                """)
                        .param("batch", batchId)
                        .param("upload", uploadTrace)
                        .param("line", number)
                        .param("region", line.region().name())
                        .param("trace", line.traceNumber())
                        .param("masked_pan", line.pan().masked())
                        .param("pan_hash", vault.hash(line.pan()).toArray())
                        .param("amount", line.amountMinor())
                        .update()
                == 1;
    }
}
