package io.shoudan.merchant.client;

import io.shoudan.contracts.merchant.model.ClientRole;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A system that may call the API.
///
/// @param clientId   OAuth 2.0 client identifier
/// @param merchantId whose data it may see; present exactly for [ClientRole#MERCHANT]
/// @param secretHash what [ClientSecrets] made of its secret
/// @param revoked    whether it gets no token any more
public record ApiClient(
        String clientId,
        ClientRole role,
        @Nullable String merchantId,
        String secretHash,
        boolean revoked) {

    /// Whether it may do the same, and see the same data, as described.
    boolean may(ClientRole otherRole, @Nullable String otherMerchantId) {
        return role == otherRole && Objects.equals(merchantId, otherMerchantId);
    }

    /// Without the hash: it has no business in a log.
    @Override
    public String toString() {
        return "ApiClient[" + clientId + ", " + role + ", " + merchantId + "]";
    }
}
