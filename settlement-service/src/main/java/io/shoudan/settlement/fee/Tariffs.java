package io.shoudan.settlement.fee;

import io.shoudan.contracts.BasisPoints;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `tariff`: every version that was heard of.
@Repository
public class Tariffs {

    private final JdbcClient jdbc;

    Tariffs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Keeps a version. One that is known already changes nothing, in whatever order they come.
    public void keep(Tariff tariff) {
        jdbc.sql(
                        """
                        insert into tariff (
                            merchant_id, version, changed_at, currency, refunds_return_fee,
                            domestic_basis_points, domestic_minimum_minor, domestic_cap_minor,
                            domestic_rounding,
                            foreign_basis_points, foreign_minimum_minor, foreign_cap_minor,
                            foreign_rounding)
                        values (
                            :merchant, :version, :changedAt, :currency, :refundsReturnFee,
                            :domesticShare, :domesticMinimum, :domesticCap, :domesticRounding,
                            :foreignShare, :foreignMinimum, :foreignCap, :foreignRounding)
                        on conflict (merchant_id, version) do nothing
                        """)
                .param("merchant", tariff.merchantId())
                .param("version", tariff.version())
                .param("changedAt", tariff.changedAt().atOffset(ZoneOffset.UTC))
                .param("currency", tariff.currency().getCurrencyCode())
                .param("refundsReturnFee", tariff.refundsReturnFee())
                .param("domesticShare", tariff.domestic().share().value())
                .param("domesticMinimum", tariff.domestic().minimumMinor())
                .param("domesticCap", tariff.domestic().capMinor())
                .param("domesticRounding", tariff.domestic().rounding().name())
                .param("foreignShare", tariff.foreign().share().value())
                .param("foreignMinimum", tariff.foreign().minimumMinor())
                .param("foreignCap", tariff.foreign().capMinor())
                .param("foreignRounding", tariff.foreign().rounding().name())
                .update();
    }

    /// The tariff that prices a capture: the newest version in that currency that was in force at
    /// the time, else the oldest, for a merchant that was given its tariff only afterwards.
    public Optional<Tariff> inForce(String merchantId, Currency currency, Instant at) {
        return jdbc.sql(
                        """
                        select *
                          from tariff
                         where merchant_id = :merchant and currency = :currency
                         order by changed_at <= :at desc,
                                  case when changed_at <= :at then version end desc,
                                  version
                         limit 1
                        """)
                .param("merchant", merchantId)
                .param("currency", currency.getCurrencyCode())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, _) -> tariff(row))
                .optional();
    }

    /// The currency in which the merchant is settled by its newest tariff.
    public Optional<Currency> currencyOf(String merchantId) {
        return jdbc.sql(
                        """
                        select currency from tariff
                         where merchant_id = :merchant
                         order by version desc
                         limit 1
                        """)
                .param("merchant", merchantId)
                .query(String.class)
                .optional()
                .map(Currency::getInstance);
    }

    private static Tariff tariff(ResultSet row) throws SQLException {
        return new Tariff(
                row.getString("merchant_id"),
                row.getLong("version"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                Currency.getInstance(row.getString("currency")),
                rate(row, "domestic"),
                rate(row, "foreign"),
                row.getBoolean("refunds_return_fee"));
    }

    private static Rate rate(ResultSet row, String half) throws SQLException {
        @Nullable Long cap = row.getObject(half + "_cap_minor", Long.class);
        return new Rate(
                new BasisPoints(row.getInt(half + "_basis_points")),
                row.getLong(half + "_minimum_minor"),
                cap,
                RoundingMode.valueOf(row.getString(half + "_rounding")));
    }
}
