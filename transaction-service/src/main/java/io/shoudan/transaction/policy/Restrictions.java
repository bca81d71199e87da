package io.shoudan.transaction.policy;

import io.shoudan.platform.database.Columns;
import io.shoudan.transaction.calendar.Cell;
import io.shoudan.transaction.payment.Cause;
import java.sql.ResultSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What operators have ruled out. Every request asks, so it is one statement; it reads the tables
/// and no copy in memory, so that a stop is in force on every node once it is answered.
@Component
class Restrictions {

    private final JdbcClient jdbc;
    private final Cell cell;

    Restrictions(JdbcClient jdbc, Cell cell) {
        this.jdbc = jdbc;
        this.cell = cell;
    }

    /// What rules each request out, in their order, each cause with its details for the timeline.
    /// Voids and refunds of a blocked card, or of one from a region that is ruled out, go on: money
    /// on its way back to a cardholder isn't held up.
    List<Map<Cause, String>> on(List<Asked> asked) {
        var found = asked.stream().map(_ -> noCause()).toList();
        jdbc.sql(
                        """
                        with asked as materialized (
                          select * from unnest(:pan_hashes::bytea[], :kinds::text[],
                                               :regions::text[], :issued_ins::text[],
                                               :terminals::text[], :merchants::text[],
                                               :operators::text[])
                                 with ordinality
                                 as asked (pan_hash, kind, region, issued_in, terminal_id,
                                           merchant_id, operator, position))
                        select position, 'CARD_BLOCKED' as cause, 'blacklist entry ' || id as detail
                          from asked join blocked_card using (pan_hash)
                         where unblocked_at is null and kind in ('PURCHASE', 'BALANCE_INQUIRY')
                        union all
                        select position, 'REGION_NOT_ALLOWED',
                               'region rule ' || id || ': ' || reason
                          from asked
                          join region_rule rule on rule.card_region = asked.issued_in
                           and starts_with(asked.region, rule.region)
                         where lifted_at is null
                           and in_force_on <= (select business_date from cut_over
                                                where starts_at <= now()
                                                order by starts_at desc limit 1)
                           and kind in ('PURCHASE', 'BALANCE_INQUIRY')
                        union all
                        select position, 'EMERGENCY_STOP',
                               lower(scope) || ' stopped '
                               || to_char(stopped_at at time zone :zone, 'YYYY-MM-DD HH24:MI')
                               || ': ' || reason
                          from asked
                          join emergency_stop
                            on (scope, name) in (('TERMINAL', terminal_id),
                                                 ('MERCHANT', merchant_id),
                                                 ('OPERATOR', operator))
                         where released_at is null
                        """)
                .param("pan_hashes", Columns.bytes(asked, it -> it.panHash().toArray()))
                .param("kinds", Columns.texts(asked, Asked::kind))
                .param("regions", Columns.texts(asked, Asked::region))
                .param("issued_ins", Columns.texts(asked, Asked::issuedIn))
                .param("zone", cell.zone().getId())
                .param("terminals", Columns.texts(asked, it -> it.slip().terminalId()))
                .param("merchants", Columns.texts(asked, it -> it.slip().merchantId()))
                .param("operators", Columns.texts(asked, Restrictions::operator))
                .query(
                        (ResultSet row) -> {
                            found.get(row.getInt("position") - 1)
                                    .put(
                                            Cause.valueOf(row.getString("cause")),
                                            row.getString("detail"));
                        });
        return found;
    }

    private static Map<Cause, String> noCause() {
        return new EnumMap<>(Cause.class);
    }

    private static @Nullable String operator(Asked asked) {
        return Stops.nameOfOperator(asked.slip().merchantId(), asked.operator());
    }
}
