package io.shoudan.merchant.authority;

import io.shoudan.merchant.client.ClientSecrets;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/// Lets the authorization server check client secrets; it never makes any.
final class SecretCheck implements PasswordEncoder {

    private final ClientSecrets secrets;

    SecretCheck(ClientSecrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public boolean matches(@Nullable CharSequence secret, @Nullable String hash) {
        try {
            return secret != null && hash != null && secrets.match(secret.toString(), hash);
        } catch (ClientSecrets.Overloaded _) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE);
        }
    }

    @Override
    public String encode(@Nullable CharSequence secret) {
        throw new UnsupportedOperationException("secrets are made with PUT /v1/clients");
    }
}
