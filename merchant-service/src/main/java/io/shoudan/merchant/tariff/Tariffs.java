package io.shoudan.merchant.tariff;

import io.shoudan.contracts.event.TariffChanged;
import io.shoudan.contracts.event.TariffChanged.FeeRate;
import io.shoudan.contracts.merchant.model.Rate;
import io.shoudan.contracts.merchant.model.Rounding;
import io.shoudan.contracts.merchant.model.Tariff;
import io.shoudan.contracts.merchant.model.TariffSetting;
import io.shoudan.merchant.announcement.Announcements;
import io.shoudan.merchant.merchant.Merchants;
import io.shoudan.platform.database.Transactions;
import io.shoudan.platform.problem.Problem;
import io.shoudan.platform.security.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Table `tariff`. Thread-safe.
@Repository
class Tariffs {

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Merchants merchants;
    private final Announcements announcements;
    private final Clock clock;

    Tariffs(
            JdbcClient jdbc,
            Transactions transactions,
            Merchants merchants,
            Announcements announcements,
            Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.merchants = merchants;
        this.announcements = announcements;
        this.clock = clock;
    }

    /// Sets the tariff from now on. The same setting again changes and says nothing.
    ///
    /// @throws Problem `not-found` if there is no such merchant
    Tariff put(String merchantId, TariffSetting setting) {
        return transactions.in(
                () -> {
                    if (!merchants.exists(merchantId)) {
                        throw Problem.notFound();
                    }
                    var changed = upsert(merchantId, setting);
                    changed.ifPresent(it -> announcements.add(eventOf(it)));
                    return changed.or(() -> find(merchantId)).orElseThrow();
                });
    }

    private Optional<Tariff> upsert(String merchantId, TariffSetting setting) {
        return jdbc.sql(
                        """
                        insert into tariff as known
                               (merchant_id, currency,
                                domestic_basis_points, domestic_cap_minor,
                                domestic_minimum_minor, domestic_rounding,
                                foreign_basis_points, foreign_cap_minor,
                                foreign_minimum_minor, foreign_rounding,
                                refunds_return_fee, version, changed_at)
                        values (:merchantId, :currency,
                                :domesticBasisPoints, :domesticCapMinor,
                                :domesticMinimumMinor, :domesticRounding,
                                :foreignBasisPoints, :foreignCapMinor,
                                :foreignMinimumMinor, :foreignRounding,
                                :refundsReturnFee, 1, :now)
                        on conflict (merchant_id) do update
                           set currency = excluded.currency,
                               domestic_basis_points = excluded.domestic_basis_points,
                               domestic_cap_minor = excluded.domestic_cap_minor,
                               domestic_minimum_minor = excluded.domestic_minimum_minor,
                               domestic_rounding = excluded.domestic_rounding,
                               foreign_basis_points = excluded.foreign_basis_points,
                               foreign_cap_minor = excluded.foreign_cap_minor,
                               foreign_minimum_minor = excluded.foreign_minimum_minor,
                               foreign_rounding = excluded.foreign_rounding,
                               refunds_return_fee = excluded.refunds_return_fee,
                               version = known.version + 1,
                               changed_at = excluded.changed_at
                         where (known.currency,
                                known.domestic_basis_points, known.domestic_cap_minor,
                                known.domestic_minimum_minor, known.domestic_rounding,
                                known.foreign_basis_points, known.foreign_cap_minor,
                                known.foreign_minimum_minor, known.foreign_rounding,
                                known.refunds_return_fee)
                               is distinct from
                               (excluded.currency,
                                excluded.domestic_basis_points, excluded.domestic_cap_minor,
                                excluded.domestic_minimum_minor, excluded.domestic_rounding,
                                excluded.foreign_basis_points, excluded.foreign_cap_minor,
                                excluded.foreign_minimum_minor, excluded.foreign_rounding,
                                excluded.refunds_return_fee)
                        returning *
                        """)
                .param("merchantId", merchantId)
                .param("currency", setting.getCurrency())
                .param("domesticBasisPoints", setting.getDomestic().getBasisPoints())
                .param("domesticCapMinor", setting.getDomestic().getCapMinor())
                .param("domesticMinimumMinor", setting.getDomestic().getMinimumMinor())
                .param("domesticRounding", setting.getDomestic().getRounding().name())
                .param("foreignBasisPoints", setting.getForeign().getBasisPoints())
                .param("foreignCapMinor", setting.getForeign().getCapMinor())
                .param("foreignMinimumMinor", setting.getForeign().getMinimumMinor())
                .param("foreignRounding", setting.getForeign().getRounding().name())
                .param("refundsReturnFee", setting.getRefundsReturnFee())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Tariffs::row)
                .optional();
    }

    /// What the caller may see of it: a merchant finds its own only.
    Optional<Tariff> find(String merchantId, Caller caller) {
        return jdbc.sql(
                        """
                        select * from tariff
                         where merchant_id = :merchantId
                           and (cast(:tenant as text) is null or merchant_id = :tenant)
                        """)
                .param("merchantId", merchantId)
                .param("tenant", caller.merchantId())
                .query(Tariffs::row)
                .optional();
    }

    private Optional<Tariff> find(String merchantId) {
        return jdbc.sql("select * from tariff where merchant_id = :merchantId")
                .param("merchantId", merchantId)
                .query(Tariffs::row)
                .optional();
    }

    private static Tariff row(ResultSet row, int number) throws SQLException {
        return new Tariff()
                .merchantId(row.getString("merchant_id"))
                .currency(row.getString("currency"))
                .domestic(rate(row, "domestic_"))
                .foreign(rate(row, "foreign_"))
                .refundsReturnFee(row.getBoolean("refunds_return_fee"))
                .version(row.getLong("version"))
                .changedAt(row.getObject("changed_at", OffsetDateTime.class));
    }

    private static Rate rate(ResultSet row, String prefix) throws SQLException {
        return new Rate()
                .basisPoints(row.getInt(prefix + "basis_points"))
                .capMinor(row.getObject(prefix + "cap_minor", Long.class))
                .minimumMinor(row.getLong(prefix + "minimum_minor"))
                .rounding(Rounding.valueOf(row.getString(prefix + "rounding")));
    }

    private static TariffChanged eventOf(Tariff tariff) {
        return new TariffChanged(
                tariff.getMerchantId(),
                tariff.getVersion(),
                Currency.getInstance(tariff.getCurrency()),
                rateOf(tariff.getDomestic()),
                rateOf(tariff.getForeign()),
                tariff.getRefundsReturnFee());
    }

    private static FeeRate rateOf(Rate rate) {
        return new FeeRate(
                rate.getBasisPoints(),
                rate.getCapMinor(),
                rate.getMinimumMinor(),
                rate.getRounding());
    }
}
