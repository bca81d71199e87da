package io.shoudan.platform.security;

import java.util.Locale;
import java.util.Optional;

/// What a caller is, as far as permissions go.
public enum Role {

    /// A merchant's own system or staff; sees that merchant's data only.
    MERCHANT,

    /// The acquirer's back office; sees everything.
    OPERATOR,

    /// Another service of ours, on internal paths only.
    SERVICE;

    /// The authority in Spring Security's terms, for example `ROLE_OPERATOR`.
    public String authority() {
        return "ROLE_" + name();
    }

    /// The role that an access token's claim `roles` may grant; anything else grants nothing.
    static Optional<Role> ofClaim(String claim) {
        return switch (claim.toLowerCase(Locale.ROOT)) {
            case "merchant" -> Optional.of(MERCHANT);
            case "operator" -> Optional.of(OPERATOR);
            default -> Optional.empty();
        };
    }
}
