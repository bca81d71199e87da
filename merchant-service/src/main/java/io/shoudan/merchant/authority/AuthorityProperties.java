package io.shoudan.merchant.authority;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Whether this service issues access tokens, and for how long they are good.
///
/// With another issuer (any OpenID provider whose RS256 access tokens carry `roles` and
/// `merchant_id`) set `enabled` to false, and `shoudan.security.issuer` and
/// `shoudan.security.jwk-set-uri` of every service to that issuer's.
///
/// @param enabled       false leaves the token endpoint and the key set out
/// @param tokenLifetime how long a revoked client can still call; tokens are not taken back
@Validated
@ConfigurationProperties("shoudan.authority")
record AuthorityProperties(
        @DefaultValue("true") boolean enabled,
        @DurationMin(minutes = 1) @DurationMax(minutes = 15) @DefaultValue("15m")
                Duration tokenLifetime) {}
