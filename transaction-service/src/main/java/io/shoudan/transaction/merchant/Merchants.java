package io.shoudan.transaction.merchant;

import io.shoudan.contracts.event.BindingChanged;
import io.shoudan.contracts.event.MerchantChanged;
import io.shoudan.platform.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The copies: the highest version of each key stands, in whatever order events come.
@Component
public final class Merchants implements Standings {

    private final JdbcClient jdbc;

    Merchants(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Standing> standings(List<MerchantTerminal> terminals) {
        if (terminals.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(
                        """
                        select coalesce(m.status = 'ACTIVE', false) as merchant_active,
                               coalesce(b.status = 'ACTIVE', false) as terminal_active,
                               m.name, m.category_code,
                               array_to_string(m.products, ',') as products,
                               b.outlet_id, b.outlet_name, b.address, b.region_code,
                               b.amount_limit_minor, b.daily_amount_limit_minor,
                               b.daily_count_limit
                          from unnest(:merchants::text[], :terminals::text[]) with ordinality
                               as asked (merchant_id, terminal_id, position)
                          left join merchant m on m.merchant_id = asked.merchant_id
                          left join binding b on b.merchant_id = m.merchant_id
                                             and b.terminal_id = asked.terminal_id
                         order by asked.position
                        """)
                .param("merchants", Columns.texts(terminals, MerchantTerminal::merchantId))
                .param("terminals", Columns.texts(terminals, MerchantTerminal::terminalId))
                .query((row, _) -> standing(row))
                .list();
    }

    private static Standing standing(ResultSet row) throws SQLException {
        if (!row.getBoolean("merchant_active")) {
            return new Standing.MerchantNotActive();
        }
        if (!row.getBoolean("terminal_active")) {
            return new Standing.TerminalNotActive();
        }
        return new Standing.Good(
                new Acceptor(
                        row.getString("name"),
                        row.getString("category_code"),
                        Set.of(row.getString("products").split(",")),
                        row.getString("outlet_id"),
                        row.getString("outlet_name"),
                        row.getString("address"),
                        row.getString("region_code"),
                        limits(row)));
    }

    private static Limits limits(ResultSet row) throws SQLException {
        return new Limits(
                row.getObject("amount_limit_minor", Long.class),
                row.getObject("daily_amount_limit_minor", Long.class),
                row.getObject("daily_count_limit", Integer.class));
    }

    /// Whether we were ever told of this terminal.
    public boolean knowsTerminal(String terminalId) {
        return jdbc.sql("select exists (select from binding where terminal_id = :terminal)")
                .param("terminal", terminalId)
                .query(Boolean.class)
                .single();
    }

    /// Whether we were ever told of this merchant.
    public boolean knowsMerchant(String merchantId) {
        return jdbc.sql("select exists (select from merchant where merchant_id = :merchant)")
                .param("merchant", merchantId)
                .query(Boolean.class)
                .single();
    }

    /// Keeps others from doing the same for this terminal until the caller's database transaction
    /// ends. Reading on is not hindered.
    public void hold(String terminalId) {
        jdbc.sql("select from binding where terminal_id = :terminal for no key update")
                .param("terminal", terminalId)
                .query((_, _) -> true)
                .list();
    }

    /// Takes a merchant over, unless a newer version is known.
    public void put(MerchantChanged merchant) {
        jdbc.sql(
                        """
                        insert into merchant as known (merchant_id, version, name, region_code,
                               category_code, status, products)
                        values (:merchant, :version, :name, :region, :category, :status,
                                string_to_array(:products, ','))
                        on conflict (merchant_id) do update
                           set version = excluded.version, name = excluded.name,
                               region_code = excluded.region_code,
                               category_code = excluded.category_code,
                               status = excluded.status, products = excluded.products
                         where known.version < excluded.version
                        """)
                .param("merchant", merchant.merchantId())
                .param("version", merchant.version())
                .param("name", merchant.name())
                .param("region", merchant.regionCode())
                .param("category", merchant.categoryCode())
                .param("status", merchant.status().name())
                .param(
                        "products",
                        String.join(",", merchant.products().stream().map(Enum::name).toList()))
                .update();
    }

    /// Takes a binding over, unless a newer version is known.
    public void put(BindingChanged binding) {
        var limits = binding.limits();
        jdbc.sql(
                        """
                        insert into binding as known (terminal_id, version, merchant_id, outlet_id,
                               outlet_name, address, region_code, status, amount_limit_minor,
                               daily_amount_limit_minor, daily_count_limit)
                        values (:terminal, :version, :merchant, :outlet, :outlet_name, :address,
                                :region, :status, :amount_limit, :daily_amount_limit,
                                :daily_count_limit)
                        on conflict (terminal_id) do update
                           set version = excluded.version, merchant_id = excluded.merchant_id,
                               outlet_id = excluded.outlet_id, outlet_name = excluded.outlet_name,
                               address = excluded.address, region_code = excluded.region_code,
                               status = excluded.status,
                               amount_limit_minor = excluded.amount_limit_minor,
                               daily_amount_limit_minor = excluded.daily_amount_limit_minor,
                               daily_count_limit = excluded.daily_count_limit
                         where known.version < excluded.version
                        """)
                .param("terminal", binding.terminalId())
                .param("version", binding.version())
                .param("merchant", binding.merchantId())
                .param("outlet", binding.outletId())
                .param("outlet_name", binding.outletName())
                .param("address", binding.address())
                .param("region", binding.regionCode())
                .param("status", binding.status().name())
                .param("amount_limit", limits == null ? null : limits.amountMinor())
                .param("daily_amount_limit", limits == null ? null : limits.dailyAmountMinor())
                .param("daily_count_limit", limits == null ? null : limits.dailyCount())
                .update();
    }
}
