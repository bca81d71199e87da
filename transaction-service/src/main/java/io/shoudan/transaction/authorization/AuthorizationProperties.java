package io.shoudan.transaction.authorization;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How long requests may take and be remembered.
///
/// @param patience      the most that a request may take, below terminal-service's 35 s
/// @param recordTime    kept back from the deadline for recording the outcome
/// @param sweepMargin   how long after its network deadline an open payment is left to whoever
///                      works on it
/// @param sweepInterval how often open payments are looked for
/// @param memory        how long a terminal may repeat or reverse
/// @param repeatPause   how often a repeat looks for the outcome
/// @param maxConcurrent requests in work on this instance; one more is answered 503
@Validated
@ConfigurationProperties("shoudan.authorization")
record AuthorizationProperties(
        @DurationMin(millis = 100) @DurationMax(seconds = 60) @DefaultValue("30s")
                Duration patience,
        @DurationMin(millis = 0) @DurationMax(seconds = 10) @DefaultValue("3s") Duration recordTime,
        @DurationMin(millis = 0) @DurationMax(minutes = 1) @DefaultValue("5s") Duration sweepMargin,
        @DurationMin(millis = 10) @DurationMax(minutes = 1) @DefaultValue("1s")
                Duration sweepInterval,
        @DurationMin(days = 30) @DurationMax(days = 3_650) @DefaultValue("180d") Duration memory,
        @DurationMin(millis = 5) @DurationMax(seconds = 1) @DefaultValue("50ms")
                Duration repeatPause,
        @Min(1) @Max(10_000) @DefaultValue("1000") int maxConcurrent) {}
