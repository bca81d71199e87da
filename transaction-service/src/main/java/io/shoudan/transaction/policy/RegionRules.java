package io.shoudan.transaction.policy;

import io.shoudan.contracts.transaction.model.CardRegion;
import io.shoudan.contracts.transaction.model.RegionRule;
import io.shoudan.contracts.transaction.model.RegionRuleSetting;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The table of region rules. One for a region and issuing region stands at a time; those lifted
/// stay.
@Component
class RegionRules {

    private static final int MAX_ROWS = 1_000;

    private final JdbcClient jdbc;

    RegionRules(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Newest first.
    List<RegionRule> standing() {
        return jdbc.sql(
                        """
                        select * from region_rule
                         where lifted_at is null
                         order by id desc
                         limit :limit
                        """)
                .param("limit", MAX_ROWS)
                .query(RegionRules::map)
                .list();
    }

    /// @return the rule that stands, which may be an earlier one
    RegionRule set(RegionRuleSetting setting, String by) {
        return jdbc.sql(
                        """
                        insert into region_rule as known (
                               region, card_region, in_force_on, reason, set_by)
                        values (:region, :card_region, :in_force_on, :reason, :by)
                        on conflict (region, card_region) where lifted_at is null do update
                           set reason = known.reason
                        returning *
                        """)
                .param("region", setting.getRegion())
                .param("card_region", setting.getCardRegion().name())
                .param("in_force_on", setting.getInForceOn())
                .param("reason", setting.getReason())
                .param("by", by)
                .query(RegionRules::map)
                .single();
    }

    /// @return false if no such rule stands
    boolean lift(long id, String by) {
        return jdbc.sql(
                                """
                                update region_rule set lifted_at = now(), lifted_by = :by
                                 where id = :id and lifted_at is null
                                """)
                        .param("id", id)
                        .param("by", by)
                        .update()
                == 1;
    }

    private static RegionRule map(ResultSet row, int number) throws SQLException {
        return new RegionRule(
                row.getLong("id"),
                row.getString("region"),
                CardRegion.valueOf(row.getString("card_region")),
                row.getObject("in_force_on", LocalDate.class),
                row.getString("reason"),
                row.getObject("set_at", OffsetDateTime.class),
                row.getString("set_by"));
    }
}
