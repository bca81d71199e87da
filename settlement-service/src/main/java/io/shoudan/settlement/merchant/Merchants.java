package io.shoudan.settlement.merchant;

import io.shoudan.contracts.event.MerchantChanged;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `merchant`: the newest state of each merchant that was heard of.
@Repository
public class Merchants {

    private final JdbcClient jdbc;

    Merchants(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Takes over a change, unless a newer one is here already.
    public void keep(MerchantChanged change) {
        jdbc.sql(
                        """
                        insert into merchant (merchant_id, version, name)
                        values (:merchant, :version, :name)
                        on conflict (merchant_id) do update
                           set version = excluded.version, name = excluded.name
                         where merchant.version < excluded.version
                        """)
                .param("merchant", change.merchantId())
                .param("version", change.version())
                .param("name", change.name())
                .update();
    }

    public Optional<String> nameOf(String merchantId) {
        return jdbc.sql("select name from merchant where merchant_id = :merchant")
                .param("merchant", merchantId)
                .query(String.class)
                .optional();
    }
}
