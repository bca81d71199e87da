package io.shoudan.merchant.merchant;

import io.shoudan.contracts.merchant.model.Outlet;
import io.shoudan.contracts.merchant.model.OutletSetting;
import io.shoudan.platform.database.Transactions;
import io.shoudan.platform.problem.Problem;
import io.shoudan.platform.problem.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Table `outlet`.
///
/// Thread-safe. Changes of one merchant's outlets wait for each other.
@Repository
public class Outlets {

    /// A merchant's outlets are read and answered in one piece.
    static final int MAX_PER_MERCHANT = 1_000;

    private static final Text FULL =
            Text.of(
                    "每个商户最多 " + MAX_PER_MERCHANT + " 个门店",
                    "A merchant has at most " + MAX_PER_MERCHANT + " outlets");

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final OutletWatcher watcher;
    private final Clock clock;

    Outlets(JdbcClient jdbc, Transactions transactions, OutletWatcher watcher, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.watcher = watcher;
        this.clock = clock;
    }

    /// Makes the outlet what `setting` says. The same setting again changes and says nothing.
    ///
    /// @throws Problem `not-found` if there is no such merchant, `conflict` if it is full
    Outlet put(String merchantId, String outletId, OutletSetting setting) {
        return transactions.in(
                () -> {
                    lockMerchant(merchantId);
                    if (hold(merchantId, outletId).isEmpty()
                            && count(merchantId) >= MAX_PER_MERCHANT) {
                        throw Problem.conflict(FULL);
                    }
                    var changed = upsert(merchantId, outletId, setting);
                    changed.ifPresent(watcher::outletChanged);
                    return changed.or(() -> hold(merchantId, outletId)).orElseThrow();
                });
    }

    private void lockMerchant(String merchantId) {
        var locked =
                jdbc.sql(
                                """
                                select merchant_id from merchant
                                 where merchant_id = :merchantId
                                   for no key update
                                """)
                        .param("merchantId", merchantId)
                        .query(String.class)
                        .optional();
        if (locked.isEmpty()) {
            throw Problem.notFound();
        }
    }

    private Optional<Outlet> upsert(String merchantId, String outletId, OutletSetting setting) {
        return jdbc.sql(
                        """
                        insert into outlet as known
                               (merchant_id, outlet_id, name, address, region_code,
                                latitude, longitude, changed_at)
                        values (:merchantId, :outletId, :name, :address, :regionCode,
                                :latitude, :longitude, :now)
                        on conflict (merchant_id, outlet_id) do update
                           set name = excluded.name,
                               address = excluded.address,
                               region_code = excluded.region_code,
                               latitude = excluded.latitude,
                               longitude = excluded.longitude,
                               changed_at = excluded.changed_at
                         where (known.name, known.address, known.region_code,
                                known.latitude, known.longitude)
                               is distinct from
                               (excluded.name, excluded.address, excluded.region_code,
                                excluded.latitude, excluded.longitude)
                        returning *
                        """)
                .param("merchantId", merchantId)
                .param("outletId", outletId)
                .param("name", setting.getName())
                .param("address", setting.getAddress())
                .param("regionCode", setting.getRegionCode())
                .param("latitude", setting.getLatitude())
                .param("longitude", setting.getLongitude())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Outlets::row)
                .optional();
    }

    /// The outlet, which nobody can change before the caller's transaction ends: what is said of a
    /// terminal there is still true when it is committed.
    public Optional<Outlet> hold(String merchantId, String outletId) {
        return jdbc.sql(
                        """
                        select * from outlet
                         where merchant_id = :merchantId and outlet_id = :outletId
                           for share
                        """)
                .param("merchantId", merchantId)
                .param("outletId", outletId)
                .query(Outlets::row)
                .optional();
    }

    /// The outlet as it is now; it may change at any time.
    public Optional<Outlet> find(String merchantId, String outletId) {
        return jdbc.sql(
                        """
                        select * from outlet
                         where merchant_id = :merchantId and outlet_id = :outletId
                        """)
                .param("merchantId", merchantId)
                .param("outletId", outletId)
                .query(Outlets::row)
                .optional();
    }

    /// All of a merchant's outlets by id, at most [#MAX_PER_MERCHANT].
    List<Outlet> of(String merchantId) {
        return jdbc.sql("select * from outlet where merchant_id = :merchantId order by outlet_id")
                .param("merchantId", merchantId)
                .query(Outlets::row)
                .list();
    }

    private int count(String merchantId) {
        return jdbc.sql("select count(*) from outlet where merchant_id = :merchantId")
                .param("merchantId", merchantId)
                .query(Integer.class)
                .single();
    }

    private static Outlet row(ResultSet row, int number) throws SQLException {
        return new Outlet()
                .merchantId(row.getString("merchant_id"))
                .outletId(row.getString("outlet_id"))
                .name(row.getString("name"))
                .address(row.getString("address"))
                .regionCode(row.getString("region_code"))
                .latitude(row.getString("latitude"))
                .longitude(row.getString("longitude"));
    }
}
