package io.shoudan.terminal.transactions;

import jakarta.validation.constraints.NotEmpty;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Where transaction-service is and how long it may take.
///
/// @param urls           its instances; a call is repeated on the next one
/// @param deadline       for a terminal's request as a whole; below the terminal's own 60 s
/// @param attemptTimeout for one call. Above the 30 s that transaction-service allows itself, so
///                       that it speaks first, and below `deadline`, so that there is time to ask
///                       again for an outcome that got lost
/// @param connectTimeout an instance that doesn't answer by then is taken for down
@Validated
@ConfigurationProperties("shoudan.terminal.transactions")
public record TransactionsProperties(
        @NotEmpty List<URI> urls,
        @DurationMin(seconds = 1) @DurationMax(seconds = 55) @DefaultValue("35s") Duration deadline,
        @DurationMin(millis = 500) @DurationMax(seconds = 50) @DefaultValue("31s")
                Duration attemptTimeout,
        @DurationMin(millis = 50) @DurationMax(seconds = 10) @DefaultValue("2s")
                Duration connectTimeout) {

    public TransactionsProperties {
        urls = List.copyOf(urls);
    }
}
