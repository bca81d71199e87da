package io.shoudan.terminal.merchant;

import io.shoudan.contracts.event.MerchantChanged;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The copy of `merchant.v1`, as far as terminals need it.
@Component
public class Merchants {

    private final JdbcClient jdbc;

    Merchants(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Whether there is such a merchant and it is neither suspended nor closed.
    public boolean active(String merchantId) {
        return jdbc.sql("select status = 'ACTIVE' from merchant where merchant_id = :merchant")
                .param("merchant", merchantId)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /// Takes over a newer version; an older one, or the same again, changes nothing.
    void put(MerchantChanged merchant) {
        jdbc.sql(
                        """
                        insert into merchant (merchant_id, version, status)
                        values (:merchant, :version, :status)
                        on conflict (merchant_id) do update
                           set version = excluded.version, status = excluded.status
                         where merchant.version < excluded.version
                        """)
                .param("merchant", merchant.merchantId())
                .param("version", merchant.version())
                .param("status", merchant.status().name())
                .update();
    }
}
