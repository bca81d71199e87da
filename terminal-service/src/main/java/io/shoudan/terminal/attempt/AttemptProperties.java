package io.shoudan.terminal.attempt;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How much of the past is kept.
///
/// @param perMinute   the most that are remembered of one terminal in a minute; the rest is counted
/// @param retention   age at which an attempt is deleted
/// @param perTerminal the newest that are kept of one terminal, so that a terminal gone wild can't
///                    fill the disk
/// @param inAll       the newest that are kept of all, so that a swarm of made-up terminals can't
///                    either
@Validated
@ConfigurationProperties("shoudan.terminal.attempts")
record AttemptProperties(
        @Min(1) @Max(10_000) @DefaultValue("60") int perMinute,
        @DurationMin(days = 1) @DurationMax(days = 400) @DefaultValue("90d") Duration retention,
        @Min(10) @Max(100_000) @DefaultValue("1000") int perTerminal,
        @Min(1_000) @Max(100_000_000) @DefaultValue("1000000") int inAll) {}
