package io.shoudan.terminal.signon;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How a crowd of terminals signs on after an outage without slowing payments in flight.
///
/// @param atATime  sign-ons that are worked on at a time; fewer than there are database
///                 connections, so that some are left for payments
/// @param patience how long the others wait for their turn before they are told 96
@Validated
@ConfigurationProperties("shoudan.terminal.sign-on")
record SignOnProperties(
        @Min(1) @Max(1_000) @DefaultValue("8") int atATime,
        @DurationMin(millis = 10) @DurationMax(seconds = 30) @DefaultValue("20s")
                Duration patience) {}
