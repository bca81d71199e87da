package io.shoudan.merchant.merchant;

import io.shoudan.contracts.event.MerchantChanged;
import io.shoudan.contracts.merchant.model.Merchant;
import io.shoudan.contracts.merchant.model.MerchantSetting;
import io.shoudan.contracts.merchant.model.MerchantStatus;
import io.shoudan.contracts.merchant.model.Product;
import io.shoudan.merchant.announcement.Announcements;
import io.shoudan.platform.database.Transactions;
import io.shoudan.platform.security.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Table `merchant`.
///
/// Thread-safe: a change and the check whether it is one are a single statement.
@Repository
public class Merchants {

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Announcements announcements;
    private final Clock clock;

    Merchants(
            JdbcClient jdbc, Transactions transactions, Announcements announcements, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.announcements = announcements;
        this.clock = clock;
    }

    /// Makes the merchant what `setting` says. The same setting again changes and says nothing.
    Merchant put(String merchantId, MerchantSetting setting) {
        return transactions.in(
                () -> {
                    var changed = upsert(merchantId, setting);
                    changed.ifPresent(it -> announcements.add(eventOf(it)));
                    return changed.or(() -> find(merchantId)).orElseThrow();
                });
    }

    private Optional<Merchant> upsert(String merchantId, MerchantSetting setting) {
        return jdbc.sql(
                        """
                        insert into merchant as known
                               (merchant_id, name, licence, region_code, category_code,
                                settlement_account, status, products, version, changed_at)
                        values (:merchantId, :name, :licence, :regionCode, :categoryCode,
                                :settlementAccount, :status, :products, 1, :now)
                        on conflict (merchant_id) do update
                           set name = excluded.name,
                               licence = excluded.licence,
                               region_code = excluded.region_code,
                               category_code = excluded.category_code,
                               settlement_account = excluded.settlement_account,
                               status = excluded.status,
                               products = excluded.products,
                               version = known.version + 1,
                               changed_at = excluded.changed_at
                         where (known.name, known.licence, known.region_code, known.category_code,
                                known.settlement_account, known.status, known.products)
                               is distinct from
                               (excluded.name, excluded.licence, excluded.region_code,
                                excluded.category_code, excluded.settlement_account,
                                excluded.status, excluded.products)
                        returning *
                        """)
                .param("merchantId", merchantId)
                .param("name", setting.getName())
                .param("licence", setting.getLicence())
                .param("regionCode", setting.getRegionCode())
                .param("categoryCode", setting.getCategoryCode())
                .param("settlementAccount", setting.getSettlementAccount())
                .param("status", setting.getStatus().name())
                .param("products", names(setting.getProducts()))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Merchants::row)
                .optional();
    }

    /// What the caller may see of it: a merchant finds itself only.
    Optional<Merchant> find(String merchantId, Caller caller) {
        return jdbc.sql(
                        """
                        select * from merchant
                         where merchant_id = :merchantId
                           and (cast(:tenant as text) is null or merchant_id = :tenant)
                        """)
                .param("merchantId", merchantId)
                .param("tenant", caller.merchantId())
                .query(Merchants::row)
                .optional();
    }

    private Optional<Merchant> find(String merchantId) {
        return jdbc.sql("select * from merchant where merchant_id = :merchantId")
                .param("merchantId", merchantId)
                .query(Merchants::row)
                .optional();
    }

    /// At most `limit` merchants whose ids come after `after`, by id.
    List<Merchant> page(String after, int limit, Caller caller) {
        return jdbc.sql(
                        """
                        select * from merchant
                         where merchant_id > :after
                           and (cast(:tenant as text) is null or merchant_id = :tenant)
                         order by merchant_id
                         limit :limit
                        """)
                .param("after", after)
                .param("tenant", caller.merchantId())
                .param("limit", limit)
                .query(Merchants::row)
                .list();
    }

    /// Whether there is such a merchant, in whatever status.
    public boolean exists(String merchantId) {
        return jdbc.sql("select exists (select from merchant where merchant_id = :merchantId)")
                .param("merchantId", merchantId)
                .query(Boolean.class)
                .single();
    }

    private static Merchant row(ResultSet row, int number) throws SQLException {
        return new Merchant()
                .merchantId(row.getString("merchant_id"))
                .name(row.getString("name"))
                .licence(row.getString("licence"))
                .regionCode(row.getString("region_code"))
                .categoryCode(row.getString("category_code"))
                .settlementAccount(row.getString("settlement_account"))
                .status(MerchantStatus.valueOf(row.getString("status")))
                .products(products((String[]) row.getArray("products").getArray()))
                .version(row.getLong("version"))
                .changedAt(row.getObject("changed_at", OffsetDateTime.class));
    }

    /// Neither the licence nor the account: no other service needs them.
    private static MerchantChanged eventOf(Merchant merchant) {
        return new MerchantChanged(
                merchant.getMerchantId(),
                merchant.getVersion(),
                merchant.getName(),
                merchant.getRegionCode(),
                merchant.getCategoryCode(),
                merchant.getStatus(),
                merchant.getProducts());
    }

    /// Sorted, so that another order in the request is not another setting.
    private static String[] names(Collection<Product> products) {
        return products.stream().map(Product::name).sorted().distinct().toArray(String[]::new);
    }

    /// In a fixed order, so that equal states are equal JSON.
    private static Set<Product> products(String[] names) {
        var products = EnumSet.noneOf(Product.class);
        for (var name : names) {
            products.add(Product.valueOf(name));
        }
        return Collections.unmodifiableSet(products);
    }
}
