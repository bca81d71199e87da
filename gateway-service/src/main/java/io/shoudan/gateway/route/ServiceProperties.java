package io.shoudan.gateway.route;

import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Where the services are, scheme, host and port, and how long we wait for them.
///
/// @param connectTimeout after it nothing was recorded and the caller is told so (503)
/// @param readTimeout    until an answer begins, and again for its body; after it the result is
///                       unknown (504)
@Validated
@ConfigurationProperties("shoudan.gateway.services")
record ServiceProperties(
        @DefaultValue("http://127.0.0.1:8081") URI transaction,
        @DefaultValue("http://127.0.0.1:8082") URI terminal,
        @DefaultValue("http://127.0.0.1:8083") URI settlement,
        @DefaultValue("http://127.0.0.1:8084") URI merchant,
        @DurationMin(millis = 10) @DurationMax(seconds = 10) @DefaultValue("1s")
                Duration connectTimeout,
        @DurationMin(millis = 50) @DurationMax(seconds = 60) @DefaultValue("10s")
                Duration readTimeout) {

    URI of(Route.Service service) {
        return switch (service) {
            case TRANSACTION -> transaction;
            case TERMINAL -> terminal;
            case SETTLEMENT -> settlement;
            case MERCHANT -> merchant;
        };
    }
}
