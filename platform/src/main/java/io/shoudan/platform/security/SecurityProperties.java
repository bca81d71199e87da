package io.shoudan.platform.security;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Whose tokens we trust, and the secrets that we share. No secret has a default.
///
/// @param issuer             `iss` of access tokens: the public address of the gateway
/// @param audience           `aud` of access tokens; the issuer when left out, as our own
///                           authorization server sets it. With another issuer: the name of this
///                           platform there, so that its tokens for others don't serve here
/// @param jwkSetUri          where the issuer's public keys are; asked when the first token
///                           arrives, so that a service starts while the issuer is down
/// @param jwkOutageTolerance how long known keys serve while the issuer does not answer
/// @param clockSkew          how far other machines' clocks may be off when a token's times are
///                           checked
/// @param internalCalls      whether this service takes part in internal calls; without, it needs
///                           no secret for them and has no internal paths
/// @param internalSecret     shared by all services, at least 32 bytes
/// @param masterKey          `<id>:<base64 of 32 bytes>`; wraps other keys, see [MasterKey]
/// @param retiredMasterKeys  earlier master keys in the same form, which only unwrap
@Validated
@ConfigurationProperties("shoudan.security")
public record SecurityProperties(
        @DefaultValue("http://127.0.0.1:8080") URI issuer,
        @Nullable String audience,
        @DefaultValue("http://127.0.0.1:8084/oauth2/jwks") URI jwkSetUri,
        @DurationMin(minutes = 1) @DurationMax(days = 7) @DefaultValue("4h")
                Duration jwkOutageTolerance,
        @DurationMin(seconds = 0) @DurationMax(seconds = 60) @DefaultValue("5s") Duration clockSkew,
        @DefaultValue("true") boolean internalCalls,
        @Nullable Secret internalSecret,
        @Nullable Secret masterKey,
        @DefaultValue List<Secret> retiredMasterKeys) {

    public SecurityProperties {
        retiredMasterKeys = List.copyOf(retiredMasterKeys);
    }

    String expectedAudience() {
        return audience == null ? issuer.toString() : audience;
    }
}
