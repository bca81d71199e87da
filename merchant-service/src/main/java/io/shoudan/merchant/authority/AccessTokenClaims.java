package io.shoudan.merchant.authority;

import io.shoudan.contracts.merchant.model.ClientRole;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/// What our access tokens say beyond `iss`, `sub` (the client id) and times: `roles`, and for a
/// merchant's client `merchant_id`. Typed `at+jwt` (RFC 9068), so that no other kind of token of
/// the same key is taken for one.
final class AccessTokenClaims implements OAuth2TokenCustomizer<JwtEncodingContext> {

    private static final String ROLE = "shoudan.client.role";
    private static final String MERCHANT_ID = "shoudan.client.merchant-id";

    /// Takes a client's rights along to where its tokens are made.
    static ClientSettings settings(ClientRole role, @Nullable String merchantId) {
        var settings = ClientSettings.builder().setting(ROLE, role);
        if (merchantId != null) {
            settings.setting(MERCHANT_ID, merchantId);
        }
        return settings.build();
    }

    @Override
    public void customize(JwtEncodingContext context) {
        var settings = context.getRegisteredClient().getClientSettings();
        ClientRole role = Objects.requireNonNull(settings.getSetting(ROLE));
        String merchantId = settings.getSetting(MERCHANT_ID);
        context.getJwsHeader().type("at+jwt");
        context.getClaims()
                .claims(
                        claims -> {
                            // The tokens are for our API as a whole, not for the client.
                            claims.put("aud", List.of(String.valueOf(claims.get("iss"))));
                            claims.put("client_id", claims.get("sub"));
                            claims.put("roles", List.of(role.name().toLowerCase(Locale.ROOT)));
                            if (merchantId != null) {
                                claims.put("merchant_id", merchantId);
                            }
                        });
    }
}
