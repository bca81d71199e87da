package io.shoudan.settlement.testing;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// All that settlement derived for one merchant, row by row, without what depends on when it was
/// derived. Two databases that heard the same have the same rows.
public final class Projections {

    private static final List<String> QUERIES =
            List.of(
                    """
                    select to_jsonb(line) - 'posted_at'
                      from settlement_line line where merchant_id = :merchant order by 1
                    """,
                    """
                    select to_jsonb(batch) - 'applied_at' - 'settled_at'
                           || jsonb_build_object('settled', settled_at is not null)
                      from batch where merchant_id = :merchant order by 1
                    """,
                    """
                    select to_jsonb(early) from early_refund early join batch using (batch_id)
                     where merchant_id = :merchant order by 1
                    """,
                    """
                    select to_jsonb(upload) from uploaded_line upload join batch using (batch_id)
                     where merchant_id = :merchant order by 1
                    """,
                    """
                    select to_jsonb(it) from batch_difference it join batch using (batch_id)
                     where merchant_id = :merchant order by 1
                    """,
                    """
                    select to_jsonb(entry) - 'entry_id' - 'posted_at'
                           || to_jsonb(posting) - 'entry_id'
                      from journal_entry entry join posting using (entry_id)
                     where exists (
                           select from settlement_line line
                            where line.merchant_id = :merchant
                              and entry.source_id = line.transaction_id || '/' || line.kind)
                     order by 1
                    """,
                    "select to_jsonb(it) from tariff it where merchant_id = :merchant order by 1",
                    "select to_jsonb(it) from merchant it where merchant_id = :merchant");

    private Projections() {}

    public static List<String> of(JdbcClient jdbc, String merchantId) {
        var rows = new ArrayList<String>();
        for (var query : QUERIES) {
            rows.addAll(jdbc.sql(query).param("merchant", merchantId).query(String.class).list());
        }
        return rows;
    }
}
