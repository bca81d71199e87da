package io.shoudan.transaction.policy;

import io.shoudan.contracts.transaction.model.Stop;
import io.shoudan.contracts.transaction.model.StopScope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The table of emergency stops. One of a name is in force at a time; those released stay.
@Component
class Stops {

    private static final int MAX_ROWS = 1_000;

    private final JdbcClient jdbc;

    Stops(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// An operator's number is its merchant's own.
    static @Nullable String nameOfOperator(String merchantId, @Nullable String operator) {
        return operator == null ? null : merchantId + "-" + operator.strip();
    }

    List<Stop> inForce() {
        return jdbc.sql(
                        """
                        select * from emergency_stop
                         where released_at is null
                         order by id desc
                         limit :limit
                        """)
                .param("limit", MAX_ROWS)
                .query(Stops::map)
                .list();
    }

    /// @return the stop in force, which may be an earlier one
    Stop stop(StopScope scope, String name, String reason, String by) {
        return jdbc.sql(
                        """
                        insert into emergency_stop as known (scope, name, reason, stopped_by)
                        values (:scope, :name, :reason, :by)
                        on conflict (scope, name) where released_at is null do update
                           set reason = known.reason
                        returning *
                        """)
                .param("scope", scope.name())
                .param("name", name)
                .param("reason", reason)
                .param("by", by)
                .query(Stops::map)
                .single();
    }

    /// @return false if none is in force
    boolean release(StopScope scope, String name, String by) {
        return jdbc.sql(
                                """
                                update emergency_stop set released_at = now(), released_by = :by
                                 where scope = :scope and name = :name and released_at is null
                                """)
                        .param("scope", scope.name())
                        .param("name", name)
                        .param("by", by)
                        .update()
                == 1;
    }

    private static Stop map(ResultSet row, int number) throws SQLException {
        return new Stop(
                StopScope.valueOf(row.getString("scope")),
                row.getString("name"),
                row.getString("reason"),
                row.getObject("stopped_at", OffsetDateTime.class),
                row.getString("stopped_by"));
    }
}
