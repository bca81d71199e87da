package io.shoudan.transaction.batch;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How long batches wait.
///
/// @param uploadPatience how long a batch that does not balance waits for the end of its upload
///                       before it is closed from our records
/// @param uploadMemory   how long after its close lines of a batch are still taken
/// @param closeInterval  how often batches are looked for that have to be closed
/// @param idlePatience   how long a terminal may ask for nothing before its batch, if anything is
///                       in it, is closed from our records
/// @param leftInterval   how often batches are looked for that no terminal is going to settle
@Validated
@ConfigurationProperties("shoudan.batch")
record BatchProperties(
        @DurationMin(millis = 1) @DurationMax(hours = 24) @DefaultValue("10m")
                Duration uploadPatience,
        @DurationMin(days = 1) @DurationMax(days = 365) @DefaultValue("30d") Duration uploadMemory,
        @DurationMin(millis = 10) @DurationMax(minutes = 10) @DefaultValue("2s")
                Duration closeInterval,
        @DurationMin(hours = 1) @DurationMax(days = 365) @DefaultValue("7d") Duration idlePatience,
        @DurationMin(seconds = 1) @DurationMax(hours = 24) @DefaultValue("1m")
                Duration leftInterval) {}
