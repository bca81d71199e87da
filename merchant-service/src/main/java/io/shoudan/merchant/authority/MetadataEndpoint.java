package io.shoudan.merchant.authority;

import io.shoudan.platform.security.SecurityProperties;
import java.net.URI;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Where OAuth clients find us (RFC 8414). Names what there is; the framework's own document names
/// grants and endpoints that we do not have.
@RestController
@ConditionalOnBooleanProperty(name = "shoudan.authority.enabled", matchIfMissing = true)
class MetadataEndpoint {

    static final String PATH = "/.well-known/oauth-authorization-server";

    private final Metadata metadata;

    MetadataEndpoint(SecurityProperties security) {
        var issuer = security.issuer();
        metadata =
                new Metadata(
                        issuer,
                        issuer.resolve(AuthorityConfiguration.TOKEN_PATH),
                        issuer.resolve(AuthorityConfiguration.KEYS_PATH),
                        List.of("client_credentials"),
                        List.of("client_secret_basic"),
                        List.of());
    }

    @GetMapping(PATH)
    Metadata metadata() {
        return metadata;
    }

    /// @param responseTypesSupported required by RFC 8414; there is no authorization endpoint
    @JsonNaming(SnakeCaseStrategy.class)
    record Metadata(
            URI issuer,
            URI tokenEndpoint,
            URI jwksUri,
            List<String> grantTypesSupported,
            List<String> tokenEndpointAuthMethodsSupported,
            List<String> responseTypesSupported) {}
}
