package io.shoudan.transaction.policy;

import io.shoudan.transaction.calendar.Cell;
import io.shoudan.transaction.payment.Cause;
import java.util.EnumMap;
import java.util.Map;
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

    /// What rules the request out, each with its details for the timeline. Voids and
    /// refunds of a blocked card, or of one from a region that is ruled out, go on: money on its
    /// way back to a cardholder isn't held up.
    Map<Cause, String> on(Asked asked) {
        var found = new EnumMap<Cause, String>(Cause.class);
        var slip = asked.slip();
        var issuedIn = asked.issuedIn();
        jdbc.sql(
                        """
                        select 'CARD_BLOCKED' as cause, 'blacklist entry ' || id as detail
                          from blocked_card
                         where pan_hash = :pan_hash and unblocked_at is null
                           and :kind in ('PURCHASE', 'BALANCE_INQUIRY')
                        union all
                        select 'REGION_NOT_ALLOWED', 'region rule ' || id || ': ' || reason
                          from region_rule
                         where lifted_at is null and card_region = cast(:issued_in as text)
                           and starts_with(cast(:region as text), region)
                           and in_force_on <= (select business_date from cut_over
                                                where starts_at <= now()
                                                order by starts_at desc limit 1)
                           and :kind in ('PURCHASE', 'BALANCE_INQUIRY')
                        union all
                        select 'EMERGENCY_STOP',
                               lower(scope) || ' stopped '
                               || to_char(stopped_at at time zone :zone, 'YYYY-MM-DD HH24:MI')
                               || ': ' || reason
                          from emergency_stop
                         where released_at is null
                           and (scope, name) in (('TERMINAL', :terminal),
                                                 ('MERCHANT', :merchant),
                                                 ('OPERATOR', cast(:operator as text)))
                        """)
                .param("pan_hash", asked.panHash().toArray())
                .param("kind", asked.kind().name())
                .param("region", asked.region())
                .param("issued_in", issuedIn == null ? null : issuedIn.name())
                .param("zone", cell.zone().getId())
                .param("terminal", slip.terminalId())
                .param("merchant", slip.merchantId())
                .param("operator", Stops.nameOfOperator(slip.merchantId(), asked.operator()))
                .query(
                        row -> {
                            found.put(
                                    Cause.valueOf(row.getString("cause")), row.getString("detail"));
                        });
        return found;
    }
}
