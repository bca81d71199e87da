package io.shoudan.transaction.policy;

import io.shoudan.transaction.calendar.Cell;
import java.util.Currency;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Counts what terminals sell.
///
/// A purchase counts while its merchant may still be paid for it: from its intent on, until it is
/// declined, voided, reversed or unknown, because what is unknown is reversed. Refunds give nothing
/// back. A void that is itself reversed counts its purchase again, even over a limit.
@Component
class Turnover {

    private final JdbcClient jdbc;
    private final Cell cell;

    Turnover(JdbcClient jdbc, Cell cell) {
        this.jdbc = jdbc;
        this.cell = cell;
    }

    /// The business date is the one that the caller's database transaction assigns (money rule 13).
    Day today(String terminalId, Currency currency) {
        return jdbc.sql(
                        """
                        select coalesce(sum(amount_minor) filter (where currency = :currency), 0)
                                 as amount_minor,
                               count(*) as purchases,
                               (select to_char(min(starts_at) at time zone :zone,
                                               'YYYY-MM-DD HH24:MI')
                                  from cut_over where starts_at > now()) as ends
                          from transaction
                         where terminal_id = :terminal and kind = 'PURCHASE'
                           and state in ('SENT', 'APPROVED', 'CAPTURED', 'SETTLED')
                           and capture_reversed_on is null
                           and business_date = (select business_date from cut_over
                                                 where starts_at <= now()
                                                 order by starts_at desc limit 1)
                        """)
                .param("terminal", terminalId)
                .param("currency", currency.getCurrencyCode())
                .param("zone", cell.zone().getId())
                .query(
                        (row, _) ->
                                new Day(
                                        row.getLong("amount_minor"),
                                        row.getInt("purchases"),
                                        row.getString("ends")))
                .single();
    }
}
