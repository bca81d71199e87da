package io.shoudan.terminal.session;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How long working keys are good.
///
/// @param keyLifetime from their issue; a terminal signs on daily
/// @param keyOverlap  how long the generation before is accepted after the first message under a
///                    newer one: what the terminal had sent before it took over the new keys
@Validated
@ConfigurationProperties("shoudan.terminal.session")
public record SessionProperties(
        @DurationMin(seconds = 1) @DurationMax(days = 7) @DefaultValue("24h") Duration keyLifetime,
        @DurationMin(seconds = 0) @DurationMax(hours = 1) @DefaultValue("5m")
                Duration keyOverlap) {}
