package io.shoudan.merchant.authority;

import io.shoudan.contracts.merchant.model.ClientRole;
import io.shoudan.merchant.client.ApiClient;
import io.shoudan.merchant.client.ApiClients;
import io.shoudan.merchant.client.ClientSecrets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/// Our API clients as the authorization server wants to see them. Each is read from the table at
/// each token request, so a revoked client gets no token from that moment on.
///
/// For an unknown or revoked client there is a decoy with a secret that nobody knows. It is refused
/// at the same point, after the same work, as a client with a wrong secret: neither the answer nor
/// its time says which ids exist.
final class RegisteredClients implements RegisteredClientRepository {

    private static final Pattern CLIENT_ID = Pattern.compile("[a-z0-9-]{3,64}");

    private final ApiClients clients;
    private final ClientSecrets secrets;
    private final TokenSettings tokens;

    RegisteredClients(ApiClients clients, ClientSecrets secrets, AuthorityProperties properties) {
        this.clients = clients;
        this.secrets = secrets;
        tokens = TokenSettings.builder().accessTokenTimeToLive(properties.tokenLifetime()).build();
    }

    @Override
    public RegisteredClient findByClientId(String clientId) {
        return findKnown(clientId)
                .map(it -> registered(it.clientId(), it.secretHash(), it.role(), it.merchantId()))
                .orElseGet(
                        () ->
                                registered(
                                        "unknown", secrets.decoyHash(), ClientRole.MERCHANT, null));
    }

    private Optional<ApiClient> findKnown(String clientId) {
        return CLIENT_ID.matcher(clientId).matches()
                ? clients.find(clientId).filter(it -> !it.revoked())
                : Optional.empty();
    }

    private RegisteredClient registered(
            String clientId, String hash, ClientRole role, @Nullable String merchantId) {
        return RegisteredClient.withId(clientId)
                .clientId(clientId)
                .clientSecret(hash)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .clientSettings(AccessTokenClaims.settings(role, merchantId))
                .tokenSettings(tokens)
                .build();
    }

    @Override
    public RegisteredClient findById(String id) {
        return findByClientId(id);
    }

    /// Never called: hashes are not upgraded and clients are registered through the API only.
    @Override
    public void save(RegisteredClient client) {
        throw new UnsupportedOperationException("clients are registered with PUT /v1/clients");
    }
}
