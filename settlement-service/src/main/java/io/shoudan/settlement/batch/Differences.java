package io.shoudan.settlement.batch;

import io.shoudan.contracts.transaction.model.CardRegion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `batch_difference`: what the last comparison of each batch found.
@Repository
public class Differences {

    private final JdbcClient jdbc;

    Differences(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Puts the findings of a comparison in place of those of the one before.
    public void replace(long batchId, List<Difference> differences) {
        jdbc.sql("delete from batch_difference where batch_id = :batch")
                .param("batch", batchId)
                .update();
        int number = 0;
        for (var difference : differences) {
            add(batchId, ++number, difference);
        }
    }

    private void add(long batchId, int number, Difference difference) {
        jdbc.sql(
                        """
                        insert into batch_difference (
                            batch_id, number, cause, trace_number, transaction_id, region, side,
                            terminal_amount_minor, host_amount_minor, terminal_count, host_count,
                            terminal_masked_pan, host_masked_pan)
                        values (
                            :batch, :number, :cause, :trace, :transaction, :region, :side,
                            :terminalAmount, :hostAmount, :terminalCount, :hostCount,
                            :terminalMaskedPan, :hostMaskedPan)
                        """)
                .param("batch", batchId)
                .param("number", number)
                .param("cause", difference.cause().name())
                .param("trace", difference.traceNumber())
                .param("transaction", difference.transactionId())
                .param("region", name(difference.region()))
                .param("side", name(difference.side()))
                .param("terminalAmount", difference.terminalAmountMinor())
                .param("hostAmount", difference.hostAmountMinor())
                .param("terminalCount", difference.terminalCount())
                .param("hostCount", difference.hostCount())
                .param("terminalMaskedPan", difference.terminalMaskedPan())
                .param("hostMaskedPan", difference.hostMaskedPan())
                .update();
    }

    /// Findings by batch; a batch without any is not in the map.
    Map<Long, List<Difference>> of(Collection<Long> batchIds) {
        return jdbc
                .sql(
                        """
                        select * from batch_difference
                         where batch_id = any(:batches)
                         order by batch_id, number
                        """)
                .param("batches", batchIds.toArray(Long[]::new))
                .query((row, _) -> Map.entry(row.getLong("batch_id"), difference(row)))
                .list()
                .stream()
                .collect(
                        Collectors.groupingBy(
                                Map.Entry::getKey,
                                Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static Difference difference(ResultSet row) throws SQLException {
        @Nullable String region = row.getString("region");
        @Nullable String side = row.getString("side");
        return new Difference(
                Difference.Cause.valueOf(row.getString("cause")),
                row.getString("trace_number"),
                row.getObject("transaction_id", UUID.class),
                region == null ? null : CardRegion.valueOf(region),
                side == null ? null : Difference.Side.valueOf(side),
                row.getObject("terminal_amount_minor", Long.class),
                row.getObject("host_amount_minor", Long.class),
                row.getObject("terminal_count", Integer.class),
                row.getObject("host_count", Integer.class),
                row.getString("terminal_masked_pan"),
                row.getString("host_masked_pan"));
    }

    private static @Nullable String name(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }
}
