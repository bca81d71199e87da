package io.shoudan.gateway.limit;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How often callers may call. Each gateway counts for itself: with two of them a caller that
/// reaches both has twice as much.
///
/// @param client  an authenticated client, whatever it asks for
/// @param address an address that asks for tokens or keys without being authenticated
@Validated
@ConfigurationProperties("shoudan.gateway.limit")
record LimitProperties(@Valid @DefaultValue Client client, @Valid @DefaultValue Address address) {

    /// @param perSecond what comes back each second
    /// @param burst     what may be used at once after a rest
    record Client(
            @Min(1) @Max(100_000) @DefaultValue("100") int perSecond,
            @Min(1) @Max(1_000_000) @DefaultValue("200") int burst) {}

    /// @param perSecond what comes back each second; a wrong secret costs merchant-service 60 ms
    /// @param burst     what may be used at once after a rest
    record Address(
            @Min(1) @Max(100_000) @DefaultValue("10") int perSecond,
            @Min(1) @Max(1_000_000) @DefaultValue("60") int burst) {}
}
