package io.shoudan.settlement.batch;

import io.shoudan.platform.problem.Problem;
import io.shoudan.platform.problem.Text;
import io.shoudan.settlement.merchant.Tenant;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What is read from the table `batch` for people. The tenant is part of every query.
@Repository
class BatchPages {

    private final JdbcClient jdbc;

    BatchPages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Closed batches of a merchant, newest first.
    ///
    /// @param terminalId of this terminal only, or null for all
    /// @param after      the last one already seen, or null for the first page
    List<Batch> closed(
            Tenant tenant, @Nullable String terminalId, @Nullable Cursor after, int limit) {
        return jdbc.sql(
                        """
                        select * from batch
                         where merchant_id = :tenant and closed_at is not null
                           and (:terminal::text is null or terminal_id = :terminal)
                           and (:afterId::bigint is null
                                or (closed_at, batch_id) < (:afterTime::timestamptz, :afterId))
                         order by closed_at desc, batch_id desc
                         limit :limit
                        """)
                .param("tenant", tenant.merchantId())
                .param("terminal", terminalId)
                .param("afterId", after == null ? null : after.batchId())
                .param(
                        "afterTime",
                        after == null ? null : after.closedAt().atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query((row, _) -> BatchRows.batch(row))
                .list();
    }

    /// The newest closed batch of that number, if the caller may see it.
    ///
    /// @param merchantId the tenant; empty for an operator, who may see all
    Optional<Batch> newest(Optional<String> merchantId, String terminalId, String batchNumber) {
        return jdbc.sql(
                        """
                        select * from batch
                         where terminal_id = :terminal and batch_number = :number
                           and closed_at is not null
                           and (:tenant::text is null or merchant_id = :tenant)
                         order by batch_id desc
                         limit 1
                        """)
                .param("terminal", terminalId)
                .param("number", batchNumber)
                .param("tenant", merchantId.orElse(null))
                .query((row, _) -> BatchRows.batch(row))
                .optional();
    }

    /// Where a page ended.
    record Cursor(Instant closedAt, long batchId) {

        private static final Text UNKNOWN = Text.of("不是本接口给出的游标", "Not a cursor from here");

        /// @throws Problem `validation` if the text is none that [#text] made
        static Cursor of(String text) {
            try {
                var plain =
                        new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
                int comma = plain.indexOf(',');
                return new Cursor(
                        Instant.parse(plain.substring(0, Math.max(0, comma))),
                        Long.parseLong(plain.substring(comma + 1)));
            } catch (IllegalArgumentException | DateTimeException _) {
                throw Problem.invalid("after", UNKNOWN);
            }
        }

        String text() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((closedAt + "," + batchId).getBytes(StandardCharsets.US_ASCII));
        }
    }
}
