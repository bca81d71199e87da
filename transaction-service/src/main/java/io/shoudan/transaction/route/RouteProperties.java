package io.shoudan.transaction.route;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// When a network or issuer is given no more requests.
///
/// @param networkCalls     requests that one network may keep waiting at a time; reversals are none
///                         of them and have places of their own
/// @param issuerCalls      of these, for one issuer: a slow one can't take all
/// @param circuitCalls     how many of the last calls the circuit judges by
/// @param circuitThreshold percentage of them without a reply that opens the circuit
/// @param circuitPause     how long an open circuit declines before it tries again
/// @param circuitTrials    calls let through on trial
@Validated
@ConfigurationProperties("shoudan.route")
record RouteProperties(
        @Min(1) @Max(1_000) @DefaultValue("200") int networkCalls,
        @Min(1) @Max(1_000) @DefaultValue("160") int issuerCalls,
        @Min(5) @Max(10_000) @DefaultValue("40") int circuitCalls,
        @Min(1) @Max(100) @DefaultValue("50") int circuitThreshold,
        @DurationMin(millis = 100) @DurationMax(minutes = 5) @DefaultValue("10s")
                Duration circuitPause,
        @Min(1) @Max(100) @DefaultValue("5") int circuitTrials) {}
