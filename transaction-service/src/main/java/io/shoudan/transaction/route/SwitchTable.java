package io.shoudan.transaction.route;

import io.shoudan.contracts.transaction.model.SwitchScope;
import io.shoudan.platform.database.Transactions;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The tables of switches and of their changes.
@Component
class SwitchTable {

    /// More than there are networks and issuers.
    private static final int MAX_ROWS = 10_000;

    private final JdbcClient jdbc;
    private final Transactions transactions;

    SwitchTable(JdbcClient jdbc, Transactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    List<SwitchRow> all() {
        return jdbc.sql(
                        """
                        select scope, name, open, reason, changed_at, changed_by
                          from route_switch
                         limit :limit
                        """)
                .param("limit", MAX_ROWS)
                .query(
                        (row, _) ->
                                new SwitchRow(
                                        SwitchScope.valueOf(row.getString("scope")),
                                        row.getString("name"),
                                        row.getBoolean("open"),
                                        row.getString("reason"),
                                        row.getObject("changed_at", OffsetDateTime.class)
                                                .toInstant(),
                                        row.getString("changed_by")))
                .list();
    }

    void set(SwitchScope scope, String name, boolean open, String reason, String by) {
        transactions.run(
                () ->
                        jdbc.sql(
                                        """
                                        with kept as (
                                          insert into route_switch_change (
                                                 scope, name, open, reason, changed_by)
                                          values (:scope, :name, :open, :reason, :by))
                                        insert into route_switch (
                                               scope, name, open, reason, changed_by)
                                        values (:scope, :name, :open, :reason, :by)
                                        on conflict (scope, name) do update
                                           set open = excluded.open, reason = excluded.reason,
                                               changed_by = excluded.changed_by, changed_at = now()
                                        """)
                                .param("scope", scope.name())
                                .param("name", name)
                                .param("open", open)
                                .param("reason", reason)
                                .param("by", by)
                                .update());
    }
}
