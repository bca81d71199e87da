package io.shoudan.platform.security;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who sent the current request. Controllers may take it as an argument.
///
/// @param clientId   the OAuth2 client, or the calling service's name on internal paths
/// @param roles      never empty
/// @param merchantId the merchant whose data the caller may see; present exactly for
///                   [Role#MERCHANT]
public record Caller(String clientId, Set<Role> roles, @Nullable String merchantId) {

    /// @throws IllegalArgumentException if there is no role, or a merchant without id or vice versa
    public Caller {
        roles = Set.copyOf(roles);
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("must have a role: client=" + clientId);
        }
        if (roles.contains(Role.MERCHANT) != (merchantId != null)) {
            throw new IllegalArgumentException(
                    "must name a merchant if and only if it is one: client=" + clientId);
        }
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    /// The tenant of every query, or empty for operators and services, who see everything.
    public Optional<String> merchant() {
        return Optional.ofNullable(merchantId);
    }
}
