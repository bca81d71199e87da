package io.shoudan.merchant.client;

import io.shoudan.contracts.merchant.model.ClientRole;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Table `api_client`. Thread-safe.
@Repository
public class ApiClients {

    private final JdbcClient jdbc;
    private final Clock clock;

    ApiClients(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// The client, revoked or not.
    public Optional<ApiClient> find(String clientId) {
        return jdbc.sql("select * from api_client where client_id = :clientId")
                .param("clientId", clientId)
                .query(ApiClients::row)
                .optional();
    }

    /// Registers a client unless there is one of this id. A revoked one is registered anew, with
    /// whatever rights and secret it has now.
    ///
    /// @return whether this call registered it
    boolean add(String clientId, ClientRole role, @Nullable String merchantId, String secretHash) {
        int added =
                jdbc.sql(
                                """
                                insert into api_client as known
                                       (client_id, role, merchant_id, secret_hash, created_at)
                                values (:clientId, :role, :merchantId, :secretHash, :now)
                                on conflict (client_id) do update
                                   set role = excluded.role,
                                       merchant_id = excluded.merchant_id,
                                       secret_hash = excluded.secret_hash,
                                       created_at = excluded.created_at,
                                       revoked_at = null
                                 where known.revoked_at is not null
                                """)
                        .param("clientId", clientId)
                        .param("role", role.name())
                        .param("merchantId", merchantId)
                        .param("secretHash", secretHash)
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .update();
        return added == 1;
    }

    /// Revokes a client. May be repeated.
    ///
    /// @return whether there is such a client
    boolean revoke(String clientId) {
        int found =
                jdbc.sql(
                                """
                                update api_client
                                   set revoked_at = coalesce(revoked_at, :now)
                                 where client_id = :clientId
                                """)
                        .param("clientId", clientId)
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .update();
        return found == 1;
    }

    private static ApiClient row(ResultSet row, int number) throws SQLException {
        return new ApiClient(
                row.getString("client_id"),
                ClientRole.valueOf(row.getString("role")),
                row.getString("merchant_id"),
                row.getString("secret_hash"),
                row.getObject("revoked_at") != null);
    }
}
